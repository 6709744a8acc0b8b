"""The type of what cases hold and imitations hand on."""

from __future__ import annotations

from typing import Any, TypeAlias

# NumPy itself types most products of arrays as Any; a narrower alias would only ask for casts.
Array: TypeAlias = Any
