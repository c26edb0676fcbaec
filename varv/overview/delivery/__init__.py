"""Windows on what is done: every insats, and one of them with its reports."""
