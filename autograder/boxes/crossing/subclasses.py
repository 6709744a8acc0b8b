"""Dict and tuple subclasses of libraries that carry results: SciPy's results, scikit-learn's bunches.

Their content crosses, and the receiver puts it into its own class of that name. That is safe for any class
that leaves to `dict` or `tuple` what a comparison, a look-up or a loop asks, so it needs no list of names.
"""

from __future__ import annotations

import functools
import sys
from typing import Any

# Special methods that such a class may have of its own: none of them answers for the content.
_HARMLESS = frozenset(
    f"__{name}__"
    for name in (
        "module doc qualname dict weakref slots new init init_subclass getattr setattr delattr dir repr str "
        "annotations annotate annotate_func annotations_cache match_args getnewargs getnewargs_ex getstate "
        "setstate reduce reduce_ex copy deepcopy replace class_getitem orig_bases parameters firstlineno "
        "static_attributes"
    ).split()
)

_MAKING = frozenset({"__new__", "__init__", "__init_subclass__"})

# Classes with further ones that somebody has read: a bunch warns of old names.
_READ = frozenset({("sklearn.utils._bunch", "Bunch")})


@functools.cache
def base_of(own_class: Any) -> type | None:
    """Return dict or tuple, if a class is a subclass of it that answers as it does; None otherwise.

    Examples
    --------
    >>> import collections
    >>> base_of(type("Result", (dict,), {"__getattr__": dict.__getitem__}))
    <class 'dict'>
    >>> base_of(collections.Counter), base_of(type("Liar", (tuple,), {"__eq__": lambda *_: True}))
    (None, None)
    """
    for base in (dict, tuple):
        if base in own_class.__mro__[1:]:
            above = own_class.__mro__[: own_class.__mro__.index(base)]
            names = {name for each in above for name in vars(each)}
            odd = {name for name in names if name.startswith("__") and name not in _HARMLESS}
            if (own_class.__module__, own_class.__qualname__) in _READ:
                return base
            return None if odd or own_class.__mro__[-2:] != (base, object) else base
    return None


def has_own_methods(own_class: type) -> bool:
    """Whether some lines of a notebook say what an object of a class answers, beyond how it is made.

    Examples
    --------
    >>> has_own_methods(type("Rows", (list,), {"__init__": list.__init__}))
    False
    """
    return any(
        name not in _MAKING and _place_of(own) == "__main__"
        for each in own_class.__mro__
        for name, own in vars(each).items()
    )


def _place_of(own: Any) -> Any:
    """The module in which a method, a property or a method of the class was written."""
    function = getattr(own, "fget", None) or getattr(own, "__func__", own)
    return getattr(function, "__module__", None)


def parts_of(item: Any) -> list[Any] | None:
    """Module, name, content and further attributes; None for anything else.

    A class of a notebook is none of a library.
    """
    own_class = type(item)
    base = base_of(own_class)  # type: ignore[arg-type]  # a class has a hash
    place = own_class.__module__
    if base is None or place in ("__main__", "builtins"):
        return None
    if vars(sys.modules.get(place, sys)).get(own_class.__qualname__) is not own_class:
        return None
    content = dict(dict.items(item)) if base is dict else list(tuple.__iter__(item))
    further = dict(vars(item)) if hasattr(item, "__dict__") else {}
    return [place, own_class.__qualname__, content, further]


def plain(content: Any) -> Any:
    """What is left of a value where its class is not known."""
    return content if type(content) is dict else tuple(content)


def made_of(own_class: Any, content: Any, further: Any) -> Any:
    """Make a value again, of a class of ours; without its class where that answers for itself."""
    base = base_of(own_class) if isinstance(own_class, type) else None
    if base is None or type(further) is not dict or (base is dict) != (type(content) is dict):
        return plain(content)
    if base is dict:
        made: Any = dict.__new__(own_class)
        dict.update(made, content)
    else:
        made = tuple.__new__(own_class, content)
    if hasattr(made, "__dict__"):
        vars(made).update(without_methods(own_class, further))
    return made


def without_methods(own_class: type, state: dict[str, Any]) -> dict[str, Any]:
    """Attributes without those that would stand before what the class computes, or be asked by NumPy.

    Some protocols are looked up on the object itself: `__array_wrap__` would decide what `np.subtract` gives.
    """
    return {
        name: value for name, value in state.items() if isinstance(name, str) and _is_data(own_class, name)
    }


def _is_data(own_class: type, name: str) -> bool:
    of_the_class = getattr(own_class, name, None)
    # What has `__set__`, such as a property, is asked before the object's own attributes.
    is_replaced = hasattr(of_the_class, "__get__") and not hasattr(of_the_class, "__set__")
    return not (callable(of_the_class) or is_replaced) and not (name.startswith("__") and name.endswith("__"))
