"""Shared implementations that the course notebooks import."""
