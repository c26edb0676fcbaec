"""The red thread: what each thing comes from and what came of it."""
