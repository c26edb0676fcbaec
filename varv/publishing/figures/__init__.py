"""Plain values in, accessible SVG out: each figure with its words and its table.

Colours and strokes are class names, never inline style: pages carry a strict
content security policy, and one style sheet serves light and dark. For Word and
PDF ``paint.py`` puts the light colours into the drawing itself.
"""
