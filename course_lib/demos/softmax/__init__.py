"""Demos of the lecture on softmax."""
