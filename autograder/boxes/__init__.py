"""All that a process that runs a student's code may read of the grader: its sandbox mounts this folder."""
