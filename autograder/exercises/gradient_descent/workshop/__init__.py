"""The gradient-check workshop: the error, the check, and six gradients to judge."""
