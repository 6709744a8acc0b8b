"""Row by row or column by column: the order of a matrix's entries, and how it is mistaken."""

from __future__ import annotations

from autograder.exercises.exercise import Mistake


def used_order(order: str, orders: str) -> str:
    """The order that is used where `order` is asked for; `orders` may name one for both."""
    if orders == "as asked":
        return order
    if orders == "exchanged":
        return {"row": "column", "column": "row"}[order]
    return orders


def order_mistakes(what: str) -> tuple[Mistake, ...]:
    """Return the mistakes of taking another order; `what` is what the order does, "flattens"."""
    return (
        Mistake(
            "orders_exchanged",
            f'The orders are exchanged: "row" {what} row after row, "column" column after column.',
            {"orders": "exchanged"},
        ),
        Mistake(
            "always_row",
            f'`order` is ignored, it is always row by row: "column" {what} column after column.',
            {"orders": "row"},
        ),
        Mistake(
            "always_column",
            f'`order` is ignored, it is always column by column: "row" {what} row after row, as .ravel() '
            "does.",
            {"orders": "column"},
        ),
    )
