"""Attacks and innocent answers as data: a mechanism, an answer, the test that it meets, and one outcome."""

from tests.attacks.tables import (
    bound_names,
    control_flow,
    fair_requests,
    fair_styles,
    lying_values,
    own_answers,
    reaching,
)

ATTACKS = (
    *lying_values.VALUES,
    *control_flow.RAISES,
    *control_flow.EXITS,
    *control_flow.ENDS,
    *bound_names.BINDINGS,
    *bound_names.PATCHES,
    *bound_names.ARGUMENTS,
    *reaching.REACHING,
    *own_answers.HELD,
)
REMARKED = own_answers.REMARKED
INNOCENT = (*fair_styles.STYLES, *fair_requests.REQUESTS)
