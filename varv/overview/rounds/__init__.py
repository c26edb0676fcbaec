"""Windows on follow-up: who has reported, what stands out, and how goals have been judged."""
