"""JupyterLab without what it does for nothing at its start: `python -m course_lib.server_extension.lab`."""

import sys

from course_lib.server_extension import slow_imports

if __name__ == "__main__":
    slow_imports.leave_out()
    from jupyterlab import commands

    # Where there is a Node.js, JupyterLab starts it again and again to ask which registry it would build
    # extensions from: half a second of the processor each time, and nothing is built from the page.
    if hasattr(commands, "_yarn_config"):
        commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}
    from jupyterlab.labapp import main

    sys.exit(main())
