"""What a demo does while a kernel is there: the line of a slow table, the demo as an ipywidget."""
