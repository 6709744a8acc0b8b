"""Training: optimisers, search, classifiers that are trained."""
