"""Goals with a number, for whoever wants more: what an attempt reaches, drawn beside the target."""
