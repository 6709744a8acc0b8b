"""What hostile code fills in the kernel, takes by name, and shows: statements for a cell or a function."""

# Memory that lies in the kernel: what waits in sockets and pipes, in each of many processes.
SOCKETS = """
import os, socket, time
for _ in range(100):
    if os.fork() == 0:
        pairs = []
        try:
            while True:
                pairs.append(socket.socketpair())
                pairs[-1][0].setblocking(False)
                try:
                    while True:
                        pairs[-1][0].send(bytes(2**16))
                except BlockingIOError:
                    pass
        except OSError:
            time.sleep(30)
time.sleep(30)
"""
PIPES = """
import fcntl, os
held = []
try:
    while True:
        held.append(os.pipe())
        fcntl.fcntl(held[-1][1], 1031, 2**20)
        os.set_blocking(held[-1][1], False)
        os.write(held[-1][1], bytes(2**20))
except OSError:
    pass
for pair in held:
    os.close(pair[0])
    os.close(pair[1])
"""
DEVICE = """
try:
    with open("/dev/shm/x", "wb") as file:
        while True:
            file.write(bytes(2**20))
except OSError:
    pass
"""
NAMED = """
import socket
kept = []
try:
    for number in range(2000):
        kept.append(socket.socket(socket.AF_UNIX))
        kept[-1].bind(f"\\0course-{number}")
except OSError:
    for each in kept:
        each.close()
"""
NOTEBOOKS = """
import os
for name in ("autograded", "..", "walls.ipynb", "gradebook.db", ".autograder-secret", "timestamp.txt"):
    try:
        open(name, "w").write("x")
        os.chmod(name, 0)
    except OSError:
        pass
"""
MARKDOWN = """
from IPython.display import Markdown, display
for text in ("\\begin{a}" * 20_000, "[" * 50_000, "**" * 50_000, "> " * 20_000 + "x", "`" * 50_001, "<a" * 50_000):
    display(Markdown(text))
"""
WIDE_OUTPUT = """
from IPython.display import display
display({"application/javascript": "alert(1)", "text/html": "<script>alert(1)</script>", "image/svg+xml": "<svg onload='alert(1)'/>", "x" * 10**6: "y"}, raw=True)
"""
