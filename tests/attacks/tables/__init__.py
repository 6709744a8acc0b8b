"""Attacks and innocent answers as data: a mechanism, an answer, the test that it meets, and one outcome."""

from tests.attacks.tables import (
    bound_names,
    control_flow,
    crossing,
    fair_requests,
    fair_styles,
    hostile_parts,
    left_behind,
    lying_values,
    own_answers,
    reaching,
    turned_over,
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
    *left_behind.LATER,
    *left_behind.VALUES,
    *crossing.CROSSING,
    *hostile_parts.PARTS,
    *turned_over.TURNED,
)
REMARKED = own_answers.REMARKED
INNOCENT = (
    *fair_styles.STYLES,
    *fair_requests.REQUESTS,
    *left_behind.FAIR,
    *crossing.FAIR,
    *hostile_parts.FAIR,
    *turned_over.FAIR,
)
