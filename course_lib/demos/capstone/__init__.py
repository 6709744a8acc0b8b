"""Demos of the capstone."""
