"""Wrong answers in the ways in which students of public courses write, each with what is true of it.

They are written by hand, from reading, and apart from the table of mistakes: the mistakes are what is seen
there, alone or two and three at once, in loops and in matrix products, with the names that are usual there.
A topic's module has `BASES`, right answers by a name of their own, and `WRONG`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """A right answer with edits that make it wrong.

    Parameters
    ----------
    base : str
        Key of `BASES`: the exercise's name, a slash, the style.
    edits : tuple of (old, new)
        Every `old` stands in the base once.
    names : str
        What `check` may call it, all that is true, separated by blanks.
    """

    base: str
    edits: tuple[tuple[str, str], ...]
    names: str

    @property
    def exercise(self) -> str:
        """The exercise's name."""
        return self.base.split("/")[0]

    def source(self, bases: dict[str, str]) -> str:
        """The cell; ValueError if an edit does not fit its base."""
        source = bases[self.base]
        for old, new in self.edits:
            if source.count(old) != 1:
                raise ValueError(
                    f"Wrong: each edit must fit once; got {old!r}, which stands {source.count(old)} times in "
                    f"{self.base}."
                )
            source = source.replace(old, new)
        return source

    def lines(self, bases: dict[str, str]) -> set[str]:
        """The text of the lines that are not those of the base."""
        right = {line.strip() for line in bases[self.base].splitlines()}
        return {line.strip() for line in self.source(bases).splitlines()} - right
