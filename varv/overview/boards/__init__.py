"""Windows that look across the areas: where the strategy stands, what waits for whom, what a year came to."""
