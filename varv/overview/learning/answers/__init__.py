"""From a recommendation to its answer, the change and what it led to."""
