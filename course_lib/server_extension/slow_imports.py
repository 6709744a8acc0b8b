"""What takes a second to import and is used by nobody here: left out where a command starts."""

import sys


def leave_out():
    """Let jsonschema do without `rfc3987_syntax`, as it does wherever that is not installed.

    jupyter_server brings it along for a format (addresses with letters of all scripts) that no schema of a
    notebook or a server asks for; importing it builds a grammar, which takes 1.3 s of the processor.
    Nothing changes if it is imported already.
    """
    sys.modules.setdefault("rfc3987_syntax", None)
