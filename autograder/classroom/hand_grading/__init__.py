"""Grading by hand, question by question across the class, in a page that a keyboard can drive."""
