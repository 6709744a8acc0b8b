"""What scripts of this folder are made of, and tests look at."""
