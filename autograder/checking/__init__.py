"""`check(f)`: run the cases of an exercise, compare with the reference, name the mistake."""
