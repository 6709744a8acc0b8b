"""What the notebooks of the course compute with, show and draw.

`losses`, `derivatives`, `networks` and `training` are the lectures in NumPy: each may use those before it.
`demos` and `pictures` show them, a folder a lecture; `datasets` holds the data; `live_view` is the engine of
the demos.

Conventions
-----------
Sizes
    N examples, d inputs, C classes or outputs, H hidden units; M outputs for one example in lecture 5.
    `X` (N, d) has one example a row, `scores` (N, C) one score for each class.
Labels
    `y` (N,) holds integers in [0, C); of two classes, `t` (N,) in [0, 1] for cross-entropy and `y` (N,) of -1
    and +1 for the hinge loss. Other labels are refused, never repaired.
Weights
    `W` is (outputs, inputs): (C, d) for a classifier, (H, d) and (C, H) for a net. A row of `W` belongs to
    one output, as a template belongs to its class, and the scores are X @ W.T.
Gradients
    `dy` is dL/dy and has the shape of `y`. Jacobians are in numerator layout, (outputs, inputs).
Losses
    Of a batch: the mean over its examples, in nats for cross-entropy; reg * sum(W**2) is added once.
    At a kink the subgradient 0 is used.
Order of arguments
    What the function is differentiated for comes first in a linear model, loss(W, X, y, reg); the data come
    first in a net of many parameters, loss(X, y, W1, b1, ..., reg), and in a layer, layer(X, W, b). A
    backward pass has the upstream gradient first.
Types
    float32 stays float32; integers become float64. Arguments are never changed, and nothing is printed or
    seeded: who draws numbers takes `rng`.
"""

VERSION = "0.2.0"


def needs(version):
    """Check that this package is not older than what a notebook was written for.

    Parameters
    ----------
    version : str
        Numbers with dots between them: "0.2".

    Raises
    ------
    ImportError
        If this package is older.

    Examples
    --------
    >>> needs("0.1.9")
    >>> needs("99.1")
    Traceback (most recent call last):
    ...
    ImportError: needs: the notebook was written for version 99.1 or newer of the course's package; got ...
    """
    wanted, here = (tuple(map(int, text.split("."))) for text in (version, VERSION))
    if wanted > here:
        raise ImportError(
            f"needs: the notebook was written for version {version} or newer of the course's package; "
            f"got {VERSION}."
        )
