"""The gates with two inputs: what they share and one module for each."""
