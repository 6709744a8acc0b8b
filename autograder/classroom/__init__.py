"""A whole class: what is graded, in which order, and what is reported of it."""
