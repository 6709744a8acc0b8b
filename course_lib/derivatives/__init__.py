"""Derivatives: numerical, automatic, and as Jacobians."""
