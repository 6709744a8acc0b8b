"""What takes long to import and is used by nobody here: left out where a command starts.

Nothing changes for a module that is imported already.
"""

import sys
from importlib import import_module
from types import ModuleType


def leave_out(*modules):
    """Let Python find no module of these names, for packages that do without what is not installed.

    Always with them: `rfc3987_syntax`, which jupyter_server brings along for a format of jsonschema's
    (addresses with letters of all scripts). No schema of a notebook or a server asks for it, and importing it
    builds a grammar, which takes 1.3 s of the processor.

    Parameters
    ----------
    *modules : str
    """
    for name in ("rfc3987_syntax", *modules):
        sys.modules.setdefault(name, None)


def stand_in(module, *names):
    """Put an empty module in the place of one that is imported for its names alone, which nobody calls.

    Parameters
    ----------
    module : str
    *names : str
        What is imported from it; each is None.
    """
    part = ModuleType(module)
    vars(part).update(dict.fromkeys(names))
    sys.modules.setdefault(module, part)


def load_when_used(module):
    """Import a module only when something of it is asked for.

    Parameters
    ----------
    module : str
    """

    def real(name):
        if sys.modules.get(module) is part:
            del sys.modules[module]
        return getattr(import_module(module), name)

    part = ModuleType(module)
    part.__getattr__ = real
    sys.modules.setdefault(module, part)
