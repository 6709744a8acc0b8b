"""Demos of the lecture on jacobians."""
