"""How chains are drawn: laid out in columns by Graphviz, its lines routed past its boxes, its marks and words."""
