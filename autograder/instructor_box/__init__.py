"""The box that runs the instructor's cells against stand-ins and decides."""
