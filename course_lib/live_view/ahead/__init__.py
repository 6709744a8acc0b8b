"""What is computed before a picture is moved, and before it is shown at all."""
