"""The student's own folder: what the course asks for, what is done, what is handed in. It grades nothing."""
