"""Every choice of a filter says how many events it would leave: counted here the long way, one view for each."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_timeline import SMALL, index_of

from openai_timeline.index.ask import Index
from openai_timeline.index.facets import facets
from openai_timeline.model.dates import parse
from openai_timeline.model.selection import EVERYTHING, Selection

INDEX = index_of(SMALL)
PEOPLE = [found.person.id for found in INDEX.people("")]
ORGANISATIONS = [organisation.id for organisation, _ in INDEX.organisations()]


def some(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=2, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    people=some(PEOPLE),
    all_people=st.booleans(),
    organisations=some(ORGANISATIONS),
    kinds=some([kind for kind, _ in INDEX.kinds()]),
    with_memo=st.booleans(),
    disputed=st.booleans(),
    after=st.sampled_from([None, parse("2016"), parse("2023-11-17")]),
    words=st.sampled_from([(), ("openai",), ("-board",)]),
)


def left_by(selection: Selection, field: str, value: str) -> int:
    """How many events a choice leaves: with the others chosen, and of its own field this alone."""
    if field in ("with_memo", "disputed"):
        return len(INDEX.view(msgspec.structs.replace(selection, **{field: True})))
    if field == "people" and selection.all_people:
        wanted = (*selection.people, *({value} - {*selection.people}))
        return len(INDEX.view(msgspec.structs.replace(selection, people=wanted)))
    return len(INDEX.view(msgspec.structs.replace(selection, **{field: (value,)})))


@given(SELECTIONS)
def test_a_choice_leaves_as_many_as_it_says(selection: Selection) -> None:
    found = facets(INDEX, selection)
    assert {facet.field for facet in found} >= {"with_memo", "disputed"}
    for facet in found:
        assert facet.events == left_by(selection, facet.field, facet.value), facet
    for field in ("kinds", "organisations", "people"):
        assert {facet.value for facet in found if facet.field == field and facet.chosen} <= {*getattr(selection, field)}


def test_those_with_most_events_come_first_and_nothing_without_any() -> None:
    people = [facet for facet in facets(INDEX, EVERYTHING) if facet.field == "people"]
    counts = [facet.events for facet in people]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 0
    assert people[0].value == "mira-murati"
    assert [facet.value for facet in facets(INDEX, EVERYTHING, most=1) if facet.field == "people"] == ["mira-murati"]


@pytest.mark.parametrize("most", [1, 60])
def test_of_a_timeline_without_events_there_are_only_switches(most: int) -> None:
    empty: Index = index_of({"events": []})
    assert {facet.field for facet in facets(empty, EVERYTHING, most)} == {"with_memo", "disputed"}
