"""The command `who` and the page of offices: dates, offices, organisations, people, formats, three answers."""

from __future__ import annotations

import copy
import csv
import io
import json
from typing import Any

import pytest
from small_timeline import SMALL, index_of, reading_of
from test_main_screen import viewer

from openai_timeline.commands import common, who
from openai_timeline.index.ask import Index
from openai_timeline.model.dates import parse
from openai_timeline.model.language import Text
from openai_timeline.model.office_words import at_moment, holders_at, stretch
from openai_timeline.model.offices import Held
from openai_timeline.model.timeline import Role
from openai_timeline.ui.cards import Tongue
from openai_timeline.ui.office_page import OfficePages
from openai_timeline.ui.page import lay_out, plain

ZONE = "America/Los_Angeles"


def small_with_hours() -> dict[str, Any]:
    """The small timeline with a handover at noon, a second organisation and a board."""
    document = copy.deepcopy(SMALL)
    altman, murati = document["people"][0]["roles"], document["people"][1]["roles"]
    altman[0] |= {"end": "2023-11-17T12:00-08:00", "sources": ["blog", "book"]}
    murati[3]["start"] = "2023-11-17T12:00-08:00"
    murati[0] |= {"office": "manager"}
    document["offices"] += [
        {"id": "manager", "title": "Manager", "organisation": "tesla"},
        {"id": "board", "title": {"en": "Director", "zh": "董事"}, "organisation": "openai", "many": True},
    ]
    seats = [{"organisation": "openai", "title": "Director", "kind": "board", "office": "board", **dates} for dates in
             ({"start": "2015", "end": "2023-11-17"}, {"start": "2017~"})]  # fmt: skip
    altman.append(seats[0])
    document["people"][2]["roles"] = [seats[1]]
    return document


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command in this process on the small timeline; gives back its code, output and errors."""
    reading = reading_of(small_with_hours())
    assert reading.problems == ()
    monkeypatch.setattr(who, "open_index", lambda arguments: Index.in_memory(reading.timeline))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = who.run(who.parser().parse_args(list(arguments)))
        return (code, *capsys.readouterr())

    return run


def test_a_bound_that_lies_between_two_dates_is_set_apart() -> None:
    role = Role(organisation="x", title=Text("y"), start=parse("2018-01/2018-12"), end=parse("2019-03"))
    assert stretch(role).startswith("(Jan 2018 – Dec 2018) – Mar 2019")


def test_on_a_day_with_a_change_the_hour_is_said_once(ask: Any) -> None:
    code, out, _ = ask("--on", "17 nov 2023", "--office", "chief-executive")
    assert code == 0
    assert out.startswith("On Friday 17 November 2023\n")
    assert "Chief executive: Sam Altman until 12:00, then Mira Murati, acting\n" in out
    assert "Sam Altman · Mar 2019 – 17 Nov 2023, 12:00 PST (4 years 8 months) · after: Mira Murati" in out
    assert "sources: OpenAI, 17 Nov 2023; A publisher" in out
    assert "disputed: When exactly it ended is told differently." in out


def test_each_format_says_the_same(ask: Any) -> None:
    arguments = ("--on", "2023-11-18", "--office", "chief executive")
    (answer,) = json.loads(ask(*arguments, "--format", "json")[1])
    assert answer == {
        "office": "chief-executive", "title": "Interim chief executive", "organisation": "OpenAI",
        "person": "mira-murati", "name": "Mira Murati", "held": "held", "acting": True,
        "start": "2023-11-17T12:00-08:00", "end": "2023-11-20", "duration": "3 days",
        "before": "Sam Altman", "after": "Sam Altman", "disputed": "When exactly it ended is told differently.",
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(ask(*arguments, "--format", "csv")[1]))
    assert row["person"] == "mira-murati" and row["acting"] == "True" and row["duration"] == "3 days"


def test_three_answers(ask: Any) -> None:
    def held(on: str, person: str, office: str) -> tuple[int, list[str]]:
        code, out, _ = ask("--on", on, "--person", person, "--office", office, "--format", "json")
        return code, [answer["held"] for answer in json.loads(out)]

    assert held("2020", "sutskever", "board") == (0, ["held"])
    assert held("2017-05", "sutskever", "board") == (0, ["may have held"])
    assert held("2016", "sutskever", "board") == (1, ["did not hold"])
    code, out, _ = ask("--on", "2016", "--person", "sutskever", "--office", "board")
    assert code == 1 and "Director: Ilya Sutskever did not hold it" in out
    assert "Director: Sam Altman, perhaps Ilya Sutskever" in ask("--on", "2017-05", "--office", "board")[1]


def test_only_one_organisation(ask: Any) -> None:
    everywhere, tesla = ask("--on", "2014")[1], ask("--on", "2014", "--org", "tesla")[1]
    assert "Manager: Mira Murati" in everywhere and "Manager: Mira Murati" in tesla
    assert "Manager" not in ask("--on", "2014", "--org", "openai")[1]
    assert ask("--on", "2014", "--org", "tesl")[0] == 0
    code, _, said = ask("--on", "2014", "--org", "nowhere")
    assert code == 2 and "no organisation is called 'nowhere'" in said


def test_a_whole_succession_with_its_gaps(ask: Any) -> None:
    code, out, _ = ask("--office", "chief-executive")
    assert code == 0 and out.splitlines()[0] == "Chief executive"
    assert [line.split(" · ")[0].strip() for line in out.splitlines() if " · " in line] == [
        "Sam Altman", "Mira Murati, acting", "Sam Altman",
    ]  # fmt: skip


def test_gaps_and_overlaps_say_when(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def role(start: str, end: str) -> dict[str, str]:
        return {"title": "Chair", "office": "chair", "start": start, "end": end}

    document = {
        "zone": ZONE,
        "events": [{"date": "2001", "title": "An event"}],
        "people": [
            {"id": "a", "name": "A", "roles": [role("2001-01-01", "2002-03-31")]},
            {"id": "b", "name": "B", "roles": [role("2003-01-01", "2004-12-31")]},
            {"id": "c", "name": "C", "roles": [role("2004-06-01", "2005")]},
        ],
    }
    monkeypatch.setattr(who, "open_index", lambda arguments: Index.in_memory(reading_of(document).timeline))
    assert who.run(who.parser().parse_args(["--office", "chair"])) == 0
    out = capsys.readouterr().out
    assert "gap of 9 months 1 day between A (until 31 Mar 2002) and B (from 1 Jan 2003)" in out
    assert "overlap of 6 months 30 days between B (until 31 Dec 2004) and C (from 1 Jun 2004)" in out


def test_all_offices_of_one_person(ask: Any) -> None:
    code, out, _ = ask("--person", "murati")
    assert code == 0 and "Chief executive" in out and "Manager" in out and "Altman" not in out
    assert ask("--person", "joaquin")[0] == 1


def test_without_a_question_the_end_of_the_record_is_meant(ask: Any) -> None:
    assert ask()[1].startswith("On Tuesday 1 October 2024")


def test_what_is_not_understood_is_said(ask: Any) -> None:
    for arguments in (("--on", "the day of doom"), ("--office", "king"), ("--person", "nobody there")):
        code, out, said = ask(*arguments)
        assert code == 2 and out == "" and said.startswith("openai-timeline: ")


def test_the_parser_is_of_the_family() -> None:
    help_ = who.parser().format_help()
    for word in ("--on", "--office", "--org", "--person", "--format", "--lang", common.EXIT_CODES.splitlines()[0]):
        assert word in help_


# -- words


def test_an_hour_is_not_said_again_where_the_next_begins() -> None:
    moment = parse("2023-11-17", ZONE)
    noon = parse("2023-11-17T12:00-08:00")
    first, then = Role(end=noon), Role(start=noon, acting=True)
    assert holders_at([("A", first, Held.YES), ("B", then, Held.YES)], moment, many=False) == (
        "A until 12:00, then B, acting"
    )
    assert holders_at([("A", first, Held.YES), ("B", then, Held.YES)], moment, many=True) == (
        "A until 12:00, B, acting, from 12:00"
    )
    assert at_moment("B", Role(start=noon, end=parse("2023-11-17T16:00-08:00")), Held.YES, moment) == (
        "B from 12:00 until 16:00"
    )


# -- the page


def test_the_page_has_everything_and_in_any_language() -> None:
    pages = OfficePages(index_of(small_with_hours()), Tongue("zh", "en"))
    page = plain(lay_out(pages.whole(parse("2023-11-17", ZONE)), 70)[0])
    for words in ("In office on Friday 17 November 2023", "Chief executive", "董事", "萨姆·奥尔特曼 until 12:00, then",
                  "after: 米拉·穆拉蒂", "Sources: OpenAI, 17 Nov 2023", "≠ When exactly it ended"):  # fmt: skip
        assert words in page
    nobody = plain(lay_out(pages.whole(parse("1900", ZONE)), 70)[0])
    assert "No office of this timeline was held then" in nobody
    narrow = plain(lay_out(pages.short(parse("2023-11-18", ZONE), 40), 40)[0])
    assert "Chief executive: 米拉·穆拉蒂, acting" in narrow


async def test_w_takes_another_date_and_shows_a_source() -> None:
    async with viewer(index_of(small_with_hours()), (120, 40), position=7) as v:
        await v.press("w")
        assert "In office on Friday 17 November 2023, 12:28 PST" in v.text
        await v.press("d")
        await v.type("2020")
        await v.press("enter")
        assert "In office on 2020" in v.text and "Sam Altman" in v.text
