"""What the instructor reads about a class: figures, mistakes, who needs a look."""
