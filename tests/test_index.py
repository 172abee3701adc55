"""The index: the order of events, their headings, what a selection shows, and people with their counts."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_timeline import IN_ORDER, ZONE, index_of, index_of_events, reading_of

from openai_timeline.index.ask import Index, MemoPlace
from openai_timeline.index.build import build, heading_part
from openai_timeline.index.view import Heading, View, YearCount
from openai_timeline.model.dates import parse
from openai_timeline.model.folding import fold
from openai_timeline.model.offices import Held, held
from openai_timeline.model.selection import EVERYTHING, Selection
from openai_timeline.model.timeline import Event, Role


def ids(index: Index, view: View | None = None) -> list[str]:
    """The ids of the events of a view, in order."""
    positions = (index.everything if view is None else view).positions
    return [event.id for event in index.events(positions)]


def shown(index: Index, **fields: Any) -> list[str]:
    """The ids that a selection shows; dates as text."""
    for bound in ("after", "before"):
        if isinstance(fields.get(bound), str):
            fields[bound] = parse(fields[bound], index.head.zone)
    return ids(index, index.view(Selection(**fields)))


# -- order and headings


def test_events_stand_in_the_order_of_time_whatever_the_order_of_the_file(small: Index) -> None:
    assert tuple(ids(small)) == IN_ORDER
    assert small.total == len(IN_ORDER) == len(small.everything)


def test_the_coarser_of_two_dates_that_begin_together_stands_first() -> None:
    index = index_of_events(
        {"id": "minute", "date": "2023-01-01T00:00Z"},
        {"id": "day", "date": "2023-01-01"},
        {"id": "month", "date": "2023-01"},
        {"id": "year", "date": "2023"},
        {"id": "decade", "date": "202X"},
        {"id": "another day", "date": "2023-01-01"},
    )
    assert ids(index) == ["decade", "year", "month", "day", "another day", "minute"]


def test_a_day_begins_where_its_event_happened() -> None:
    """The first of May in Shanghai begins before that in California."""
    index = index_of_events(
        {"id": "here", "date": "2019-05-01"},
        {"id": "there", "date": "2019-05-01", "zone": "Asia/Shanghai"},
        {"id": "before", "date": "2019-04-30T10:00-07:00"},
        zone=ZONE,
    )
    assert ids(index) == ["there", "before", "here"]
    assert index.event(0).date.earliest == parse("2019-05-01", "Asia/Shanghai").earliest


DATES = st.one_of(
    st.builds("{:04d}".format, st.integers(2015, 2019)),
    st.builds("{:04d}-{:02d}".format, st.integers(2015, 2019), st.integers(1, 12)),
    st.builds("{:04d}-{:02d}".format, st.integers(2015, 2019), st.integers(21, 24)),
    st.builds("{:04d}-{:02d}-{:02d}".format, st.integers(2015, 2019), st.integers(1, 12), st.integers(1, 28)),
    st.builds(
        "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}{}".format,
        st.integers(2015, 2019),
        st.sampled_from([1, 12]),
        st.sampled_from([1, 28]),
        st.integers(0, 23),
        st.integers(0, 59),
        st.sampled_from(["Z", "-08:00", "+08:00"]),
    ),
    st.sampled_from(["2016?", "2017-03~", "201X", "2016-XX", "../2016", "2017/..", "2016/2018", "-0043", "/2017"]),
)  # fmt: skip


@given(st.lists(DATES, max_size=25))
@settings(max_examples=60)
def test_the_order_is_total_and_stable(dates: list[str]) -> None:
    index = index_of({"events": [{"id": f"e{n:02d}", "date": date, "title": "t"} for n, date in enumerate(dates)]})
    events = index.events(index.everything.positions)
    expected = sorted((parse(date).earliest, int(parse(date).precision), f"e{n:02d}") for n, date in enumerate(dates))
    assert [event.id for event in events] == [id_ for _, _, id_ in expected]


@given(st.lists(DATES, max_size=25), st.sets(st.integers(0, 24)))
@settings(max_examples=60)
def test_headings_and_years_count_what_is_shown(dates: list[str], hidden: set[int]) -> None:
    """Against counting by hand: consecutive events with the same year and month, season or neither."""
    document = {
        "events": [
            {"id": f"e{n}", "date": date, "title": "t", "kind": "other" if n in hidden else "release"}
            for n, date in enumerate(dates)
        ]
    }
    index = index_of(document)
    view = index.view(Selection(kinds=("release",)))
    everything, events = (index.events(positions) for positions in (index.everything.positions, view.positions))
    for seen, of in ((view, events), (index.everything, everything)):
        assert sum(heading.events for heading in seen.headings) == len(seen) == len(of)
        for heading in seen.headings:
            under = of[heading.first : heading.first + heading.events]
            assert heading.events == len(under) > 0
            assert {(event.date.year, heading_part(event.date)) for event in under} == {heading[2:]}
        for place in range(len(of)):
            heading = seen.headings[seen.heading_of(place)]
            assert heading.first <= place < heading.first + heading.events
    years = [event.date.year for event in everything]
    assert view.years == [
        YearCount(year, sum(event.date.year == year for event in events), years.count(year))
        for year in sorted(set(years))
    ]


def test_headings_are_months_seasons_and_years(small: Index) -> None:
    assert [heading[2:] for heading in small.everything.headings] == [
        (2013, 0), (2015, 12), (2018, 21), (2018, 6), (2019, 5), (2023, 11), (2024, 5), (2024, 9),
    ]  # fmt: skip
    assert small.everything.headings[5] == Heading(first=5, events=4, year=2023, part=11)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2023", 0),
        ("2023-11", 11),
        ("2023-11-17", 11),
        ("2023-21", 21),
        ("2023-24~", 24),
        ("202X", 0),
        ("2013/2016", 0),
    ],
)
def test_which_part_of_its_year_a_date_stands_under(text: str, part: int) -> None:
    assert heading_part(parse(text)) == part


def test_years_have_counts_of_what_is_shown_and_of_all(small: Index) -> None:
    view = small.view(Selection(people=("sam-altman",)))
    assert view.years == [(2013, 0, 1), (2015, 1, 1), (2018, 0, 2), (2019, 0, 1), (2023, 2, 4), (2024, 1, 2)]
    assert view.first_of_year(2023) == 1
    assert view.first_of_year(2016) == 1  # the next year that has one
    assert view.first_of_year(2030) == 3  # the last there is


def test_a_year_is_found_though_one_of_another_year_stands_before_it() -> None:
    """New year comes to Shanghai first, and an open start stands before everything."""
    index = index_of_events(
        {"id": "open", "date": "../1914"},
        {"id": "nineteen hundred", "date": "1900"},
        {"id": "shanghai", "date": "2025-01-01T03:00+08:00"},
        {"id": "california", "date": "2024-12-31T12:00-08:00"},
    )
    assert ids(index) == ["open", "nineteen hundred", "shanghai", "california"]
    assert [index.everything.first_of_year(year) for year in (1900, 1914, 2024, 2025)] == [1, 0, 3, 2]


def test_an_empty_timeline_has_an_empty_view() -> None:
    index = index_of({"events": []})
    view = index.everything
    assert (len(view), view.headings, view.years, view.place(5), view.first_of_year(2000)) == (0, [], [], 0, 0)
    assert ids(index, index.view(Selection(words=("x",)))) == []
    assert (list(index.people()), index.kinds(), index.organisations(), index.position_at(0)) == ([], [], [], 0)


def test_a_place_is_that_of_the_event_or_of_the_next_shown(small: Index) -> None:
    view = small.view(Selection(people=("sam-altman",)))
    assert list(view.positions) == [1, 7, 8, 9]
    assert [view.place(position) for position in (0, 1, 2, 8, 10)] == [0, 0, 1, 2, 3]
    assert [view.shows(position) for position in (0, 1, 8, 10)] == [False, True, True, False]


# -- what a selection shows


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, list(IN_ORDER)),
        ({"people": ("mira-murati",)}, ["tesla", "joins", "interim", "removed", "leaves"]),
        (
            {"people": ("sam-altman", "ilya-sutskever")},
            ["founded", "removed", "return", "lone"],
        ),
        ({"people": ("sam-altman", "ilya-sutskever"), "all_people": True}, ["founded", "lone"]),
        ({"people": ("sam-altman", "mira-murati"), "all_people": True}, ["removed"]),
        ({"all_people": True}, list(IN_ORDER)),
        ({"people": ("nobody",)}, []),
        ({"organisations": ("tesla",)}, ["tesla"]),
        ({"organisations": ("tesla", "openai"), "kinds": ("joined",)}, ["tesla", "joins"]),
        ({"kinds": ("left", "removed")}, ["removed", "leaves"]),
        ({"kinds": ("conference",)}, ["beijing"]),
        ({"after": "2023-11-17"}, ["november", "interim", "removed", "return", "lone", "leaves"]),
        ({"after": "2023-11-18"}, ["november", "return", "lone", "leaves"]),
        ({"before": "2018"}, ["tesla", "founded", "spring", "joins"]),
        ({"before": "2018-06"}, ["tesla", "founded", "spring", "joins"]),
        ({"before": "2018-04"}, ["tesla", "founded", "spring"]),
        ({"after": "2018-07", "before": "2023-10"}, ["beijing"]),
        ({"after": "2024", "before": "2023"}, []),
        ({"words": ("murati",)}, ["tesla", "joins", "interim", "removed", "leaves"]),  # in titles, among people
        ({"words": ("MURATI", "interim")}, ["interim"]),
        ({"words": ("candid",)}, ["removed"]),  # in a memo
        ({"words": ("san", "francisco")}, ["removed"]),  # in the place
        ({"words": ("leadership",)}, ["removed", "leaves"]),  # in a memo's title, in a tag
        ({"words": ("大模型",)}, ["beijing"]),
        ({"words": ("穆拉蒂", "exploration")}, ["leaves"]),  # in another language than the one shown
        ({"words": ("100%",)}, []),
        ({"words": ("_",)}, []),
        ({"words": ("",)}, list(IN_ORDER)),
        ({"people": ("mira-murati",), "kinds": ("left",), "after": "2024", "words": ("exploration",)}, ["leaves"]),
    ],
)
def test_a_selection_shows(small: Index, fields: dict[str, Any], expected: list[str]) -> None:
    assert shown(small, **fields) == expected


def test_words_are_found_without_their_accents_and_in_any_case() -> None:
    titles = ["Joaquín à la plage", "JOAQUIN", "Łódź, Ærø, Großbritannien", "ＯｐｅｎＡＩ", "Mira’s note", "И́лья"]
    index = index_of_events(*({"id": f"e{n}", "date": "2020", "title": title} for n, title in enumerate(titles)))
    for typed, expected in {
        "joaquin": ["e0", "e1"],
        "JOAQUÍN": ["e0", "e1"],
        "lodz": ["e2"],
        "aero": ["e2"],
        "GROSSBRITANNIEN": ["e2"],
        "openai": ["e3"],
        "mira's": ["e4"],
        "ИЛЬЯ": ["e5"],
    }.items():
        assert shown(index, words=(typed,)) == expected, typed


def test_words_that_no_database_can_hold_are_just_not_found(small: Index) -> None:
    """What a shell passes on that is no UTF-8 arrives as lone surrogates."""
    assert shown(small, words=("\udcff",)) == []
    assert list(small.people("\udcff")) == []
    assert small.position("\udcff") is None


WORDS = ("Murati", "résigné", "会议", "memo", "OpenAI")
PEOPLE, ORGANISATIONS, KINDS = ("ana", "bo", "cy"), ("one", "two"), ("left", "release", "x")


def some(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "date": DATES,
            "title": st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
            "people": some(PEOPLE),
            "organisations": some(ORGANISATIONS),
            "kind": st.sampled_from(KINDS),
        },
        optional={"text": st.sampled_from(WORDS), "place": st.sampled_from(WORDS), "tags": some(WORDS, 2)},
    ),
    max_size=12,
)
SELECTIONS = st.builds(
    Selection,
    people=some(PEOPLE).map(tuple),
    all_people=st.booleans(),
    organisations=some(ORGANISATIONS).map(tuple),
    kinds=some(KINDS, 2).map(tuple),
    after=st.none() | DATES.map(parse),
    before=st.none() | DATES.map(parse),
    words=some((*WORDS, "RESIGNE", "议", "mur"), 2).map(tuple),
)


def matches(event: Event, wanted: Selection) -> bool:
    """The meaning of a selection, said plainly and slowly."""
    people = set(wanted.people)
    text = fold("\n".join([*event.title.strings(), *event.text.strings(), *event.place.strings(), *event.tags]))
    return (
        (not people or (people <= set(event.people) if wanted.all_people else bool(people & set(event.people))))
        and (not wanted.organisations or not set(wanted.organisations).isdisjoint(event.organisations))
        and (not wanted.kinds or event.kind in wanted.kinds)
        and (wanted.after is None or event.date.latest >= wanted.after.earliest)
        and (wanted.before is None or event.date.earliest <= wanted.before.latest)
        and all(fold(word) in text for word in wanted.words)
    )


@given(DOCUMENTS, SELECTIONS)
@settings(max_examples=250)
def test_a_selection_shows_what_a_plain_filter_shows(events: list[dict[str, Any]], wanted: Selection) -> None:
    for n, event in enumerate(events):
        event["id"] = f"e{n}"
        event["title"] = event["title"] or "nothing"
    index = index_of({"events": events, "people": [{"id": id_, "name": id_} for id_ in PEOPLE]})
    everything = index.events(index.everything.positions)
    expected = [event.id for event in everything if matches(event, wanted)]
    assert ids(index, index.view(wanted)) == expected


def test_only_the_empty_selection_is_empty() -> None:
    assert Selection().is_empty
    assert Selection(all_people=True).is_empty  # of nobody, it shows everything
    assert not Selection(people=("a",)).is_empty
    for fields in ({"kinds": ("x",)}, {"organisations": ("x",)}, {"words": ("x",)}, {"after": parse("2020")}):
        assert not Selection(**fields).is_empty  # type: ignore[arg-type]


def test_a_person_is_added_to_a_selection_and_taken_away() -> None:
    both = Selection(kinds=("left",)).with_person_toggled("a").with_person_toggled("b")
    assert both == Selection(people=("a", "b"), kinds=("left",))
    assert both.with_person_toggled("a").people == ("b",)


def test_many_people_at_once_are_no_trouble(small: Index) -> None:
    assert len(shown(small, people=(*map(str, range(5000)), "mira-murati"))) == 5


# -- memos


def test_a_dated_memo_that_no_event_names_is_an_event(small: Index) -> None:
    event = small.event(IN_ORDER.index("lone"))
    assert (event.kind, event.people, event.memos, event.sources) == (
        "statement", ("ilya-sutskever", "sam-altman"), ("lone",), ("book",),
    )  # fmt: skip
    assert event.title.in_language("en") == "After almost a decade"
    assert event.date.earliest == parse("2024-05-14", "Asia/Jerusalem").earliest


def test_such_an_event_has_an_id_and_a_title_of_its_own() -> None:
    memos = [
        {"id": "taken", "date": "2020", "venue": "letter", "text": "a"},
        {"id": "bare", "date": "2021", "text": "b"},
        {"id": "undated", "text": "c"},
    ]
    index = index_of({"events": [{"id": "taken", "date": "2019", "title": "t"}], "memos": memos})
    titles = {event.id: event.title.in_language("en") for event in index.events(index.everything.positions)}
    assert titles == {"taken": "t", "memo-taken": "letter", "bare": "bare"}


def test_even_an_id_made_so_may_be_taken() -> None:
    index = index_of(
        {
            "events": [{"id": "m", "date": "2019", "title": "t"}, {"id": "memo-m", "date": "2018", "title": "u"}],
            "memos": [{"id": "m", "date": "2020", "title": "memo"}],
        }
    )
    assert len(index.everything) == 3


def test_memos_come_with_their_dates_in_their_own_zones(small: Index) -> None:
    lone, farewell = small.memos(["lone", "missing", "farewell"])
    assert (lone.id, farewell.id) == ("lone", "farewell")
    assert lone.date is not None
    assert lone.date.earliest == parse("2024-05-14", "Asia/Jerusalem").earliest


def walk(index: Index, view: View, start: tuple[int, str], step: int) -> list[tuple[str, str]]:
    """Every memo after one, as (event, memo)."""
    found: list[tuple[str, str]] = []
    here: MemoPlace | None = MemoPlace(*start)
    while here is not None:
        here = index.memo_after(view, here.place, here.memo, step)
        if here is not None:
            found.append((index.event(view.positions[here.place]).id, here.memo))
        assert len(found) < 50
    return found


def test_memos_follow_each_other_both_ways(small: Index) -> None:
    everything = small.everything
    removed = IN_ORDER.index("removed")
    forth = [("removed", "internal"), ("lone", "lone"), ("leaves", "farewell")]
    assert walk(small, everything, (removed, "removal"), 1) == forth
    assert walk(small, everything, (len(IN_ORDER) - 1, "farewell"), -1) == [
        ("lone", "lone"), ("removed", "internal"), ("removed", "removal"),
    ]  # fmt: skip
    assert walk(small, everything, (0, ""), 1) == [("removed", "removal"), *forth]
    assert walk(small, everything, (0, ""), -1) == []
    # From the page of an event, its own memos come next, and those of earlier events before.
    assert walk(small, everything, (removed, ""), 1) == [("removed", "removal"), *forth]
    assert walk(small, everything, (len(IN_ORDER) - 1, ""), -1)[0] == ("lone", "lone")


def test_only_memos_of_the_filter_follow(small: Index) -> None:
    view = small.view(Selection(people=("mira-murati",)))
    place = view.place(IN_ORDER.index("removed"))
    assert walk(small, view, (place, "internal"), 1) == [("leaves", "farewell")]


def test_a_memo_named_twice_by_one_event_does_not_hold_the_reader_up() -> None:
    index = index_of(
        {
            "events": [
                {"id": "a", "date": "2019", "title": "t", "memos": ["m", "m"]},
                {"id": "b", "date": "2020", "title": "t", "memos": ["m"]},
            ],
            "memos": [{"id": "m", "title": "memo"}],
        }
    )
    assert walk(index, index.everything, (0, "m"), 1)[-1] == ("b", "m")
    assert walk(index, index.everything, (1, "m"), -1)[-1] == ("a", "m")


# -- people


def test_people_are_counted_and_the_most_mentioned_come_first(small: Index) -> None:
    assert [(person.id, events, memos) for person, events, memos in small.people()] == [
        ("mira-murati", 5, 1),
        ("sam-altman", 4, 2),
        ("ilya-sutskever", 2, 1),
        ("joaquin", 1, 0),
        ("wang-wei", 1, 0),
        ("openais-board", 0, 1),
    ]
    count = small.person_count("sam-altman")
    assert count is not None
    assert count[1:] == (4, 2)
    assert small.person_count("nobody") is None
    assert small.person("nobody") is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("murati", ["mira-murati"]),
        ("MIRA mur", ["mira-murati"]),
        ("ermira", ["mira-murati"]),
        ("穆拉蒂", ["mira-murati"]),
        ("суцкевер", ["ilya-sutskever"]),
        ("quinonero", ["joaquin"]),
        ("Quiñonero", ["joaquin"]),
        ("wang", ["wang-wei"]),
        ("a m", ["mira-murati", "sam-altman"]),
        ("xyz", []),
        ("%", []),
    ],
)
def test_people_are_found_by_any_part_of_any_name(small: Index, typed: str, expected: list[str]) -> None:
    assert [found.person.id for found in small.people(typed)] == expected


def test_someone_only_named_is_a_person_too(small: Index) -> None:
    person = small.person("wang-wei")
    assert person is not None
    assert person.name.in_language("zh") == "Wang Wei"
    assert shown(small, people=("wang-wei",)) == ["beijing"]


def test_who_appears_together(small: Index) -> None:
    assert [(person.id, n) for person, n in small.companions("sam-altman")] == [
        ("ilya-sutskever", 2), ("mira-murati", 1),
    ]  # fmt: skip
    assert [person.id for person, _ in small.companions("sam-altman", most=1)] == ["ilya-sutskever"]
    assert small.companions("nobody") == []


def test_a_person_named_twice_by_one_event_counts_once() -> None:
    index = index_of_events({"date": "2020", "people": ["Ana", "ana", "Ana"]})
    assert [(found.person.id, found.events) for found in index.people()] == [("ana", 1)]


# -- the rest


def test_organisations_and_kinds_are_counted(small: Index) -> None:
    assert [(organisation.id, n) for organisation, n in small.organisations()] == [
        ("openai", 6), ("tesla", 1), ("thayer-school", 0),
    ]  # fmt: skip
    assert small.kinds()[0] == ("joined", 2)
    assert dict(small.kinds())["statement"] == 1
    assert sum(n for _, n in small.kinds()) == small.total


def test_things_are_found_by_their_ids(small: Index) -> None:
    office, tesla = small.office("chief-executive"), small.organisation("tesla")
    assert office is not None
    assert tesla is not None
    assert office.organisation == "openai"
    assert tesla.name.in_language("zh") == "特斯拉"
    assert small.office("none") is None
    assert [source.id for source in small.sources(["book", "none", "blog"])] == ["book", "blog"]
    assert small.position("leaves") == len(IN_ORDER) - 1
    assert small.position("none") is None
    with pytest.raises(IndexError):
        small.event(small.total)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1900", "tesla"),
        ("2013", "tesla"),
        ("2015-12-11", "founded"),
        ("2015-12-12", "spring"),
        ("2023-11-17T12:28-08:00", "removed"),
        ("2023-11-17T12:29-08:00", "return"),
        ("../2000", "tesla"),
    ],
)
def test_the_position_at_a_moment(small: Index, date: str, expected: str) -> None:
    assert ids(small)[small.position_at(parse(date, ZONE).earliest)] == expected


def test_the_position_after_the_end_is_the_total(small: Index) -> None:
    assert small.position_at(parse("2030").earliest) == small.total
    assert small.position_at(2**62) == small.total


@given(st.lists(DATES, max_size=20), DATES)
@settings(max_examples=60)
def test_the_position_at_a_moment_is_the_first_that_is_not_before(dates: list[str], moment: str) -> None:
    index = index_of_events(*({"date": date} for date in dates))
    instant = parse(moment).earliest
    starts = [event.date.earliest for event in index.events(index.everything.positions)]
    assert index.position_at(instant) == sum(start < instant for start in starts)


def test_a_body_comes_back_as_it_went_in(small: Index) -> None:
    from small_timeline import SMALL

    timeline = reading_of(SMALL).timeline
    by_id = {event.id: event for event in small.events(small.everything.positions)}
    assert all(by_id[event.id] == event for event in timeline.events)
    assert [small.person(person.id) for person in timeline.people] == list(timeline.people)
    assert (small.head.title, small.head.zone, small.head.updated) == (timeline.title, ZONE, timeline.updated)


def test_an_index_may_live_in_a_file(tmp_path: Any, small: Index) -> None:
    from small_timeline import SMALL

    connection = sqlite3.connect(tmp_path / "index.sqlite")
    build(reading_of(SMALL).timeline, connection)
    assert ids(Index(connection)) == ids(small)
    connection.close()


def test_a_selection_is_a_value(small: Index) -> None:
    one = Selection(people=("mira-murati",), after=parse("2020"))
    assert one == Selection(people=("mira-murati",), after=parse("2020"))
    assert hash(one) == hash(msgspec.structs.replace(one))
    assert small.view(EVERYTHING) is small.everything


@pytest.mark.parametrize(
    ("start", "end", "moment", "expected"),
    [
        (None, None, "2020", Held.MAYBE),
        ("2018", None, "2017", Held.NO),
        ("2018", None, "2018-06-01", Held.MAYBE),
        ("2018", None, "2019", Held.YES),
        ("2018", "2020", "2019", Held.YES),
        ("2018", "2020", "2020-06", Held.MAYBE),
        ("2018", "2020", "2021", Held.NO),
        (None, "2020", "2019", Held.MAYBE),
        (None, "2020", "2021", Held.NO),
        ("2023-11-17", "2023-11-20", "2023-11-18T12:00Z", Held.YES),
    ],
)
def test_who_held_what_when(start: str | None, end: str | None, moment: str, expected: Held) -> None:
    role = Role(start=parse(start) if start else None, end=parse(end) if end else None)
    assert held(role, parse(moment)) is expected
