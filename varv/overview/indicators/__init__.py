"""Windows on the figures: which indicators there are, and one of them with all its values."""
