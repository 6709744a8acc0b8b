"""Ten trainings, nine of them ill: the diagnosis, and what a remedy does (lecture 3, rows 3.8 to 3.10)."""

import textwrap

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, PAPER, VERMILION
from course_lib.training.clinic import DISEASES, REMEDIES, findings, train

# Who suffers from what, by the number on the chart.
PATIENTS = (
    "α too low",
    "overfitting",
    "inputs not normalised",
    "healthy",
    "all weights start at 0",
    "batches of 1",
    "wrong sign",
    "labels shuffled",
    "α too high",
    "dead ReLUs",
)
QUESTIONS = (
    Options(
        "Ten trainings of one net, nine of them ill. Whose loss on its own training images ends lowest?",
        "one that overfits",
        "It learns its few images by heart, to a loss of 0.01 where the healthy one ends at 0.09, and only "
        "images that it never saw show that something is wrong.",
        ("the healthy one", "one that overfits", "one with batches of a single image"),
        shows={"patient": "1"},
    ),
)
NONE = "none yet"
LIMITS = (0.006, 60.0)  # of the loss in the picture, nats; what lies beyond is drawn at the edge
WRAPPED = 46  # letters of a line


def loss_curve_doctor():
    """Find out what is wrong with ten trainings of one net on the digits, and treat them.

    Each patient is a real training, with curves of its loss and measurements from before its first step. A
    diagnosis is answered with what speaks for or against it; a remedy is run, and its curves are drawn over
    the others.

    Returns
    -------
    Demo
        With choices of `patient`, `diagnosis` and `remedy`.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.loss_curve_doctor()
    Demo: Loss-curve doctor
    """
    return Demo(
        title="Loss-curve doctor",
        questions=QUESTIONS,
        question="what is wrong with this training, how can you tell, and what would you change?",
        controls=(
            Choice("patient", "patient", tuple(str(number + 1) for number in range(len(PATIENTS)))),
            Choice("diagnosis", "diagnosis", (NONE, *DISEASES)),
            Choice("remedy", "remedy", (NONE, *REMEDIES)),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(820, 400),
    )


def compute(patient, diagnosis, remedy):
    """Return the curves before and after the remedy, the measurements, and what is said to both choices."""
    disease = DISEASES[PATIENTS[int(patient) - 1]]
    before = train(disease.setup)
    values = {
        "training": _curve(before.steps, before.training),
        "validation": _curve(before.steps, before.validation),
        "measured": _measured(disease.setup, before),
        "said": _lines(_of_diagnosis(patient, diagnosis)),
        "healed": _lines(_of_remedy(disease, remedy)),
    }
    nowhere = np.full((len(before.steps), 2), np.nan)
    after = None if remedy == NONE else train(REMEDIES[remedy](disease.setup))
    values["training after"] = _curve(after.steps, after.training) if after else nowhere
    values["validation after"] = _curve(after.steps, after.validation) if after else nowhere
    return values


def _curve(steps, losses):
    return np.column_stack([steps, np.clip(losses, *LIMITS)])


def _lines(sentence):
    return "\n".join(textwrap.wrap(sentence, WRAPPED))


def _measured(setup, course):
    before = findings(setup)
    right = "diverged" if np.isnan(course.accuracy) else f"{course.accuracy:.0%}"
    rows = (
        ("first loss", f"{before.first_loss:.2f}"),
        ("largest pixel", f"{before.ink:.0f}"),
        ("spread of the first weights", f"{before.spread:.2f}"),
        ("hidden units that answer", f"{before.alive} of 32"),
        ("agreement of two batches", f"{before.agreement:z.2f}"),
        ("unseen images right at last", right),
    )
    return "\n".join(f"{name}: {value}" for name, value in rows)


def _of_diagnosis(patient, diagnosis):
    if diagnosis == NONE:
        return ""
    sign = DISEASES[diagnosis].sign
    if diagnosis == PATIENTS[int(patient) - 1]:
        return f"Diagnosis: yes, {sign}."
    return f"Diagnosis: no. The sign of “{diagnosis}” would be: {sign}."


def _of_remedy(disease, remedy):
    if remedy == NONE:
        return ""
    treated = REMEDIES[remedy](disease.setup)
    if treated == disease.setup:
        return "Remedy: it changes nothing here." if remedy != "nothing" else "Remedy: left alone."
    before, after = train(disease.setup), train(treated)
    end = "diverges" if np.isnan(after.accuracy) else f"ends at {after.validation[-1]:.2f} nats"
    if disease.remedy == remedy:
        return (
            f"Remedy: it helps. The validation loss {end}, {after.accuracy:.0%} of unseen images are right."
        )
    better = after.validation[-1] < before.validation[-1]
    return f"Remedy: the validation loss {end}: " + ("better, but no cure." if better else "no better.")


def _describe(values, patient, diagnosis, remedy):
    first, last = values["training"][0, 1], values["training"][-1, 1]
    said = [values[name].replace("\n", " ") for name in ("said", "healed") if values[name]]
    course = f"Patient {patient}: training loss from {first:.2f} to {last:.2f}, validation loss"
    measured = values["measured"].replace("\n", ", ")
    return " ".join([f"{course} {values['validation'][-1, 1]:.2f} at last; {measured}.", *said])


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    artists = {
        "training": left.plot([], [], color=INK, label="training")[0],
        "validation": left.plot([], [], color=INK, linestyle="--", label="validation")[0],
        "training after": left.plot([], [], color=BLUE, linewidth=2.8, label="after the remedy")[0],
        "validation after": left.plot([], [], color=BLUE, linestyle="--", linewidth=2.8)[0],
    }
    left.axhline(np.log(10), color=FAINT, linestyle=":")
    left.text(238, np.log(10) * 1.07, "ln 10", color=FAINT, ha="right", va="bottom", fontsize=11)
    left.set(yscale="log", ylim=LIMITS, xlim=(0, 240), xlabel="step", title="loss, nats")
    left.legend(loc="lower left", frameon=True, facecolor=PAPER, edgecolor="none", framealpha=1)
    right.axis("off")
    right.set_title("measured")
    place = {"transform": right.transAxes, "va": "top", "linespacing": 1.35, "fontsize": 11.5}
    artists["measured"] = right.text(0, 0.99, "", **place)
    artists["said"] = right.text(0, 0.56, "", color=VERMILION, **place)
    artists["healed"] = right.text(0, 0.2, "", color=BLUE, **place)
    return artists
