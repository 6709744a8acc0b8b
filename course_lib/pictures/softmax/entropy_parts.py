"""Cross-entropy is entropy plus divergence (lecture 2, row 2.3)."""

import numpy as np

from course_lib.live_view.palette import BLUE, INK, VERMILION
from course_lib.losses.information import entropy, kl_divergence
from course_lib.pictures.picture import Picture

TRUTHS = ("one-hot", "undecided", "three equal")
P = np.array([[1.0, 0.0, 0.0], [0.6, 0.3, 0.1], [1 / 3, 1 / 3, 1 / 3]])
Q = np.array([0.5, 0.3, 0.2])


def entropy_parts():
    """Draw cross-entropy as entropy and divergence on top of each other, for three truths and one belief.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.entropy_parts()
    Picture: Cross-entropy with the belief...
    """
    return Picture(
        draw,
        "Cross-entropy with the belief (0.5, 0.3, 0.2) for three truths, as stacked bars. A one-hot truth "
        "has no entropy: all of its bar is divergence. For the others the entropy is the larger part.",
        height=230,
    )


def draw(figure):
    """Draw one bar for each truth."""
    axes = figure.subplots()
    H, kl = entropy(P), kl_divergence(P, np.tile(Q, (3, 1)))
    places = np.arange(3)[::-1]
    axes.barh(places, H, height=0.55, color=BLUE, edgecolor=INK, label="entropy $H(p)$")
    axes.barh(places, kl, left=H, height=0.55, color=VERMILION, edgecolor=INK, hatch="//",
              label="divergence KL$(p\\,\\|\\,q)$")  # fmt: skip
    for place, first, second in zip(places, H, kl, strict=True):
        axes.text(
            first + second + 0.02, place, f"{first:.3f} + {second:.3f} = {first + second:.3f}", va="center"
        )
    labels = [
        f"{name}: ({', '.join(f'{share:.2g}' for share in p)})" for name, p in zip(TRUTHS, P, strict=True)
    ]
    axes.set_yticks(places, labels)
    axes.set(xlim=(0, 2.3), xlabel="cross-entropy $H(p, q)$ with $q = (0.5, 0.3, 0.2)$, nats")
    axes.legend(loc="lower center", bbox_to_anchor=(0.35, 1), ncols=2)
