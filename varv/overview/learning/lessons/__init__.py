"""Lessons: what they rest on, where they are called to mind, and what was made of them."""
