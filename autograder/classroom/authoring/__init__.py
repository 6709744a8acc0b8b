"""What a course is written with: skeletons of lectures and exercises, and an audit that names what lacks."""
