"""A lecture rehearsed before students get it: its solution and its blank, graded by every way.

Apart from the student's code tests reach its names across a wire, together with it they share its process, in
JupyterLab a kernel. Which way gives a test cell the points of a kernel is found here.
"""
