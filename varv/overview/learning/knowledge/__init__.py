"""What is known, how surely, and from what."""
