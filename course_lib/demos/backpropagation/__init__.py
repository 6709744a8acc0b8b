"""Demos of the lecture on backpropagation."""
