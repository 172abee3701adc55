"""A selection as a condition of SQL."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.selection import Selection
from ..model.words import terms


def where(selection: Selection) -> tuple[str, list[object]]:
    """The condition on `event` and its values."""
    parts: list[str] = []
    values: list[object] = []

    def add(condition: str, *of: object) -> None:
        parts.append(condition)
        values.extend(of)

    if selection.people and selection.all_people:
        for person in selection.people:
            add(_named("person", 1), person)
    elif selection.people:
        add(_named("person", len(selection.people)), *selection.people)
    if selection.organisations:
        add(_named("organisation", len(selection.organisations)), *selection.organisations)
    if selection.kinds:
        add(f"kind in ({_marks(selection.kinds)})", *selection.kinds)
    if selection.tags:
        add(_named("tag", len(selection.tags)), *selection.tags)
    if selection.with_memo:
        add("memos > 0")
    if selection.disputed:
        add("disputed")
    if selection.after is not None:
        add("latest >= ?", selection.after.earliest)
    if selection.before is not None:
        add("earliest <= ?", selection.before.latest)
    for term in terms(selection.words):
        found = "" if not term.excluded else "not "
        add(f"position {found}in (select position from words where instr(folded, ?))", term.text)
    return " and ".join(parts) or "true", values


def _named(table: str, count: int) -> str:
    """That an event names one of `count` people, organisations or tags."""
    marks = ",".join("?" * count)
    return (
        f"position in (select position from event_{table} "
        f"where {table} in (select number from {table} where id in ({marks})))"
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
