"""What comes in: the course, the instructor's copy, the students' folders."""
