"""Every question of every demo, those of the student's own function included."""

from functools import cache

from course_lib import demos
from course_lib.losses import hinge

OWN = {
    "activations": lambda f: demos.activations(f, f, f),
    "circuit": lambda f: demos.circuit(rules={"mul": f}),
    "branch": lambda f: demos.circuit("branch", backpropagate=f),
}
WITHOUT = {
    "chain_sizes",
    "polynomial_fit",
    "universal_approximation",
    "saddle",
    "loss_curve_doctor",
}  # no function of a student
VARIANTS = {
    "neuron": lambda: demos.circuit("neuron"),
    "branch": lambda: demos.circuit("branch"),
    "learning_rate of the hinge": lambda: demos.learning_rate(hinge.binary_hinge_loss),
}


def students(name):
    """Return a function of a student, of this name, that nobody has written yet."""

    def function(*arguments):
        raise NotImplementedError

    function.__name__ = name
    return function


@cache
def asking():
    """Return (name, demo) of every demo as a lecture begins with it, then on a student's own function."""
    names = [name for name in demos.__all__ if name.islower() and name != "checked"]
    first = {name: getattr(demos, name)() for name in names} | {name: VARIANTS[name]() for name in VARIANTS}
    own = {}
    for name in (*names, "branch"):
        if name not in WITHOUT:
            function = students("binary_hinge_loss" if name == "learning_rate" else "theirs")
            make = OWN.get(name, getattr(demos, name, None))
            own[f"own {name}"] = make(function)
    return {**first, **own}


def questions():
    """Return (name of the demo, question) of all of them, each question once."""
    seen = {}
    for name, demo in asking().items():
        for question in demo.questions:
            seen.setdefault(question.ask, (name, question))
    return list(seen.values())
