"""Evaluations, their questions and what they found."""
