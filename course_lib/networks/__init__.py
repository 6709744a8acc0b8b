"""Nets: activations, layers, gates, and the graph engine that differentiates them."""
