"""JupyterLab without what it imports for nothing: `python -m course_lib.server_extension.lab`."""

import sys

from course_lib.server_extension import slow_imports

if __name__ == "__main__":
    slow_imports.leave_out()
    from jupyterlab.labapp import main

    sys.exit(main())
