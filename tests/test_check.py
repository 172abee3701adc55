"""Every rule of `check`: what breaches it and where, what keeps it, and how the command says so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.cli import run
from openai_timeline.files.check import check_bytes
from openai_timeline.files.findings import Checked, Finding
from openai_timeline.files.keys import INNER, KEYS
from openai_timeline.files.places import Places
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes
from openai_timeline.files.rules import RULES
from openai_timeline.model import timeline as shapes

GOOD: dict[str, Any] = {
    "format": 1,
    "title": {"en": "A small history", "zh": "小史"},
    "language": "en",
    "zone": "America/Los_Angeles",
    "updated": "2024-12-31",
    "eras": [{"title": "Early", "start": "2015", "end": "2018"}, {"title": "Late", "start": "2018", "end": "2024"}],
    "organisations": [{"id": "openai", "name": "OpenAI", "founded": "2015-12-11", "sources": ["blog"]}],
    "offices": [
        {"id": "chief", "title": "Chief executive", "organisation": "openai"},
        {"id": "board-member", "many": True},
    ],
    "people": [
        {
            "id": "ann",
            "name": "Ann Abel",
            "born": "1970",
            "died": "2024-06-01",
            "education": [{"organisation": "openai", "title": "BA", "start": "1990", "end": "1993"}],
            "roles": [
                {
                    "organisation": "openai",
                    "title": "Chief",
                    "office": "chief",
                    "start": "2016-01-01",
                    "end": "2020-05-05",
                    "sources": ["blog"],
                }
            ],
            "sources": ["blog"],
        },
        {
            "id": "bob",
            "name": "Bob Beck",
            "roles": [{"organisation": "openai", "office": "chief", "start": "2020-05-05", "sources": ["blog"]}],
        },
    ],
    "events": [
        {
            "id": "ann-founds",
            "date": "2016-01-01",
            "title": "Ann founds the firm with friends",
            "kind": "founding",
            "people": ["ann", "Carla, whom no list has"],
            "organisations": ["openai"],
            "memos": ["note"],
            "sources": ["blog"],
            "links": [{"url": "https://example.org/1"}],
        },
        {"id": "bob-joins", "date": "2020-05-05", "title": "Bob takes over", "people": ["bob"], "sources": ["blog"]},
    ],
    "memos": [
        {
            "id": "note",
            "date": "2016-01-01T09:00-08:00",
            "authors": ["ann"],
            "title": "Hello",
            "form": "digest",
            "text": "We begin.",
            "sources": ["blog"],
        }
    ],
    "sources": [
        {
            "id": "blog",
            "url": "https://example.org/blog",
            "title": "The blog",
            "publisher": "OpenAI",
            "published": "2016-01-02",
        }
    ],
}

ANN, BOB, FIRST, SECOND = ("people", 0), ("people", 1), ("events", 0), ("events", 1)
CHIEF = (*ANN, "roles", 0)
LATER = (*BOB, "roles", 0)
GONE = object()


def changed(*changes: tuple[tuple[str | int, ...], Any]) -> dict[str, Any]:
    """The good timeline with other values at paths; a path's last step may be new, or one past the end of a list."""
    value = deepcopy(GOOD)
    for path, new in changes:
        inner: Any = value
        for step in path[:-1]:
            inner = inner[step]
        last = path[-1]
        if new is GONE:
            del inner[last]
        elif isinstance(inner, list) and last == len(inner):
            inner.append(new)
        else:
            inner[last] = new
    return value


def found(value: Any, limit: int | None = None, indent: int | None = 1) -> Checked:
    return check_bytes(json.dumps(value, ensure_ascii=False, indent=indent).encode(), "t.json", limit)


def summary(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.severity, finding.path) for finding in findings]


def event(**more: Any) -> dict[str, Any]:
    return {"date": "2021-03-04", "title": "Something else entirely", "sources": ["blog"], **more}


def chief(start: str | None, end: str | None = None, **more: Any) -> dict[str, Any]:
    dates = {key: value for key, value in (("start", start), ("end", end)) if value is not None}
    return {"organisation": "openai", "office": "chief", **dates, "sources": ["blog"], **more}


def source(**more: Any) -> dict[str, Any]:
    return {"id": "extra", "title": "Extra", "publisher": "P", "published": "2020", **more}


CITED = ((*FIRST, "sources", 1), "extra")
LONG = "Seventy-one characters are one too many for the title of an event here."

# What is changed, and the one finding that there then is.
BREACHES: dict[str, tuple[list[tuple[tuple[str | int, ...], Any]], tuple[str, str, str]]] = {
    "a date that does not exist": (
        [((*SECOND, "date"), "2023-02-30")],
        ("bad-date", "error", "$.events[1].date"),
    ),
    "a number for a title": ([((*SECOND, "title"), 5)], ("bad-value", "error", "$.events[1].title")),
    "an importance there is not": ([((*SECOND, "importance"), 9)], ("bad-value", "error", "$.events[1].importance")),
    "a format that is no number": ([(("format",), "1")], ("bad-value", "error", "$.format")),
    "eras that are no list": ([(("eras",), {})], ("bad-value", "error", "$.eras")),
    "an event without a date": ([((*SECOND, "date"), GONE)], ("missing-key", "error", "$.events[1]")),
    "a link without an address": ([((*FIRST, "links", 0), {})], ("missing-key", "error", "$.events[0].links[0]")),
    "a person without a name": ([(("people", 2), {"aliases": []})], ("nameless", "error", "$.people[2]")),
    "an empty name": ([((*FIRST, "people", 1), "")], ("empty-reference", "error", "$.events[0].people[1]")),
    "an event in no zone": ([((*SECOND, "zone"), "Mars/Base")], ("unknown-zone", "error", "$.events[1].zone")),
    "an instant in no zone": (
        [((*SECOND, "zone"), "Mars/Base"), ((*SECOND, "date"), "2020-05-05T01:00Z")],
        ("unknown-zone", "error", "$.events[1].zone"),
    ),
    "a file in no zone": ([(("zone",), "Mars/Base")], ("unknown-zone", "error", "$.zone")),
    "two events of one id": ([((*SECOND, "id"), "ann-founds")], ("duplicate-id", "error", "$.events[1].id")),
    "two people of one id": (
        [(("people", 2), {"id": "bob", "name": "Bob B."})],
        ("duplicate-id", "error", "$.people[2].id"),
    ),
    "two organisations of one id": (
        [(("organisations", 1), {"id": "openai", "name": "Open AI"})],
        ("duplicate-id", "error", "$.organisations[1].id"),
    ),
    "two offices of one id": ([(("offices", 2), {"id": "chief"})], ("duplicate-id", "error", "$.offices[2].id")),
    "two memos of one id": (
        [(("memos", 1), {**GOOD["memos"][0], "title": "Bye"})],
        ("duplicate-id", "error", "$.memos[1].id"),
    ),
    "two sources of one id": ([(("sources", 1), source(id="blog"))], ("duplicate-id", "error", "$.sources[1].id")),
    "a source that is not there": (
        [((*FIRST, "sources", 1), "blogg")],
        ("dangling-reference", "error", "$.events[0].sources[1]"),
    ),
    "a memo that is not there": (
        [((*SECOND, "memos"), ["notes"])],
        ("dangling-reference", "error", "$.events[1].memos[0]"),
    ),
    "a role's source that is not there": (
        [((*CHIEF, "sources", 1), "x")],
        ("dangling-reference", "error", "$.people[0].roles[0].sources[1]"),
    ),
    "a role that ends first": (
        [((*CHIEF, "end"), "2015-12")],
        ("ends-before-start", "error", "$.people[0].roles[0].end"),
    ),
    "a course that ends first": (
        [((*ANN, "education", 0, "end"), "1989")],
        ("ends-before-start", "error", "$.people[0].education[0].end"),
    ),
    "an event that ends first": (
        [((*SECOND, "date"), "2021/2020")],
        ("ends-before-start", "error", "$.events[1].date"),
    ),
    "an era that ends first": ([(("eras", 1, "end"), "2017")], ("ends-before-start", "error", "$.eras[1].end")),
    "an organisation that ends first": (
        [(("organisations", 0, "ended"), "2014")],
        ("ends-before-start", "error", "$.organisations[0].ended"),
    ),
    "two holders": (
        [((*LATER, "start"), "2020-05-03")],
        ("two-holders", "error", "$.people[1].roles[0].start"),
    ),
    "two holders, both still": (
        [(("people", 2), {"name": "Cy", "roles": [chief("2024")]})],
        ("two-holders", "error", "$.people[2].roles[0].start"),
    ),
    "two holders of an office that no list has": (
        [((*CHIEF, "office"), "x"), ((*LATER, "office"), "x"), ((*LATER, "start"), "2019")],
        ("two-holders", "error", "$.people[1].roles[0].start"),
    ),
    "perhaps two holders": (
        [((*LATER, "start"), "2020-03-15/2020-05-20"), ((*CHIEF, "end"), "2020-05-01/2020-05-31")],
        ("two-holders", "warning", "$.people[1].roles[0].start"),
    ),
    "two holders, about": (
        [((*LATER, "start"), "2019~")],
        ("two-holders", "warning", "$.people[1].roles[0].start"),
    ),
    "somebody who is founded before birth": (
        [((*ANN, "born"), "2017"), ((*CHIEF, "start"), "2018"), (("memos", 0, "date"), "2018"),
         ((*ANN, "education"), [])],
        ("outside-life", "error", "$.events[0].date"),
    ),
    "somebody who is spoken of after death": (
        [((*SECOND, "people"), ["ann", "bob"]), ((*SECOND, "date"), "2024-07"), ((*SECOND, "kind"), "statement")],
        ("outside-life", "warning", "$.events[1].date"),
    ),
    "a memo after death": ([(("memos", 0, "date"), "2024-06-03")], ("outside-life", "warning", "$.memos[0].date")),
    "a role that ends after death": (
        [((*CHIEF, "end"), "2024-08"), ((*LATER, "start"), "2024-08")],
        ("outside-life", "error", "$.people[0].roles[0].end"),
    ),
    "a role that death does not end": (
        [((*CHIEF, "end"), GONE), ((*CHIEF, "office"), GONE)],
        ("outside-life", "warning", "$.people[0].roles[0]"),
    ),
    "an event without a source": ([((*SECOND, "sources"), [])], ("event-without-source", "warning", "$.events[1]")),
    "a role without a source": (
        [((*CHIEF, "sources"), GONE)],
        ("role-without-source", "warning", "$.people[0].roles[0]"),
    ),
    "a memo without a source": ([(("memos", 0, "sources"), [])], ("memo-without-source", "warning", "$.memos[0]")),
    "a birth without a source": (
        [((*BOB, "born"), "1980")],
        ("fact-without-source", "warning", "$.people[1]"),
    ),
    "a founding without a source": (
        [(("organisations", 0, "sources"), [])],
        ("fact-without-source", "warning", "$.organisations[0]"),
    ),
    "a course without a source": (
        [((*BOB, "education"), [{"organisation": "openai"}])],
        ("fact-without-source", "warning", "$.people[1].education[0]"),
    ),
    "a source without a publisher": (
        [(("sources", 0, "publisher"), GONE)],
        ("incomplete-source", "warning", "$.sources[0]"),
    ),
    "a source that nobody cites": ([(("sources", 1), source())], ("uncited-source", "warning", "$.sources[1]")),
    "a person nobody mentions": (
        [(("people", 2), {"id": "cy", "name": "Cy"})],
        ("unmentioned-person", "warning", "$.people[2]"),
    ),
    "an organisation nobody mentions": (
        [(("organisations", 1), {"id": "tesla", "name": "Tesla"})],
        ("unmentioned-organisation", "warning", "$.organisations[1]"),
    ),
    "an id that is nobody's": (
        [((*SECOND, "people", 1), "bobb")],
        ("unlisted-name", "warning", "$.events[1].people[1]"),
    ),
    "an organisation's id that is nobody's": (
        [((*CHIEF, "organisation"), "openal"), ((*CHIEF, "office"), GONE)],
        ("unlisted-name", "warning", "$.people[0].roles[0].organisation"),
    ),
    "an office nearly of the list": (
        [((*CHIEF, "office"), "board-members")],
        ("unlisted-office", "warning", "$.people[0].roles[0].office"),
    ),
    "a kind nearly of the format": ([((*SECOND, "kind"), "joinned")], ("odd-kind", "warning", "$.events[1].kind")),
    "a key misspelt": ([((*SECOND, "tittle"), "x")], ("unknown-key", "warning", "$.events[1].tittle")),
    "a key of the file misspelt": ([(("peoples",), [])], ("unknown-key", "warning", "$.peoples")),
    "a key of a link misspelt": (
        [((*FIRST, "links", 0, "lable"), "x")],
        ("unknown-key", "warning", "$.events[0].links[0].lable"),
    ),
    "a language that is none": (
        [((*SECOND, "title"), {"en": "Bob takes over", "中文": "接任"})],
        ("odd-language", "warning", '$.events[1].title["中文"]'),
    ),
    "a file in no language": ([(("language",), "English, mostly")], ("odd-language", "warning", "$.language")),
    "a link of another kind": (
        [((*FIRST, "links", 0, "url"), "ftp://example.org")],
        ("bad-url", "warning", "$.events[0].links[0].url"),
    ),
    "a source's address without a scheme": (
        [(("sources", 0, "url"), "example.org")],
        ("bad-url", "warning", "$.sources[0].url"),
    ),
    "a memo's address that is a script": (
        [(("memos", 0, "url"), "javascript:alert(1)")],
        ("bad-url", "warning", "$.memos[0].url"),
    ),
    "a long title": ([((*SECOND, "title"), LONG)], ("long-title", "warning", "$.events[1].title")),
    "a long title in one language": (
        [((*SECOND, "title"), {"en": "Short", "de": LONG})],
        ("long-title", "warning", "$.events[1].title.de"),
    ),
    "an empty title": ([((*SECOND, "title"), " ")], ("empty-title", "warning", "$.events[1].title")),
    "no title in any language": ([((*SECOND, "title"), {})], ("empty-title", "warning", "$.events[1].title")),
    "a role without dates": (
        [((*ANN, "roles", 1), {"organisation": "openai", "sources": ["blog"]})],
        ("role-without-dates", "warning", "$.people[0].roles[1]"),
    ),
    "a memo without an author": ([(("memos", 0, "authors"), GONE)], ("memo-without-author", "warning", "$.memos[0]")),
    "a memo without a form": ([(("memos", 0, "form"), GONE)], ("memo-without-form", "warning", "$.memos[0]")),
    "a memo nobody finds": (
        [(("memos", 1), {"id": "lost", "authors": ["bob"], "form": "full", "text": "x", "url": "http://e.org"})],
        ("memo-without-date", "warning", "$.memos[1]"),
    ),
    "a memo without a text": ([(("memos", 0, "text"), "")], ("memo-without-text", "warning", "$.memos[0]")),
    "one title twice on a day": (
        [(("events", 2), event(date="2016-01-01T12:00-08:00", title="Ann founds the firm with her friends"))],
        ("same-event-twice", "warning", "$.events[2]"),
    ),
    "the same people in the same kind on a day": (
        [((*SECOND, "kind"), "joined"),
         (("events", 2), event(date="2020-05-05", title="A new head", kind="joined", people=["bob"]))],
        ("same-event-twice", "warning", "$.events[2]"),
    ),
    "eras that overlap": ([(("eras", 1, "start"), "2017-02")], ("era-overlap", "warning", "$.eras[1].start")),
    "an event to come": ([((*SECOND, "date"), "2025-01-01")], ("future-date", "warning", "$.events[1].date")),
    "a source to come": ([(("sources", 0, "published"), "2025")], ("future-date", "warning", "$.sources[0].published")),
    "a role that ends in the future": (
        [((*LATER, "end"), "2026")],
        ("future-date", "warning", "$.people[1].roles[0].end"),
    ),
}  # fmt: skip

# What looks like a breach and is none.
KEPT: dict[str, list[tuple[tuple[str | int, ...], Any]]] = {
    "nothing is changed": [],
    "keys of the author's own": [(("x-note",), {"a": 1, "a b": 2}), ((*SECOND, "x-mood"), "good")],
    "a name that no list has": [((*SECOND, "people", 1), "Nobody in Particular")],
    "an acting holder": [
        ((*LATER, "start"), "2020-06"),
        (("people", 2), {"name": "Cy", "roles": [chief("2020-04", "2020-06", acting=True)]}),
    ],
    "many holders": [
        ((*CHIEF, "office"), "board-member"), ((*LATER, "office"), "board-member"), ((*LATER, "start"), "2018")
    ],
    "holders in two organisations": [((*LATER, "organisation"), "Tesla Inc"), ((*LATER, "start"), "2018")],
    "one holder in two roles": [((*ANN, "roles", 1), chief("2017", "2018"))],
    "a handover within a month": [((*CHIEF, "end"), "2020-05"), ((*LATER, "start"), "2020-05")],
    "a handover by a coarser date": [((*CHIEF, "end"), "2020"), ((*LATER, "start"), "2020-03")],
    "a handover at an hour": [((*CHIEF, "end"), "2020-05-05T10:00-07:00")],
    "a holder since nobody knows when": [((*LATER, "start"), GONE), ((*LATER, "end"), "2022")],
    "a year of birth that holds the event": [((*ANN, "born"), "2016"), ((*ANN, "education"), [])],
    "an event on the day of the death": [((*ANN, "died"), "2020-05-05"), ((*SECOND, "people"), ["ann"])],
    "a role without dates that says so": [
        ((*ANN, "roles", 1), {"organisation": "openai", "start": None, "sources": ["blog"]})
    ],
    "a memo that says that nobody signed": [(("memos", 0, "authors"), [])],
    "a memo with an address and no source": [
        (("memos", 0, "sources"), []), (("memos", 0, "url"), "https://e.org/x")
    ],
    "a memo without a date that an event names": [(("memos", 0, "date"), GONE)],
    "a person whom only an office names": [((*SECOND, "people"), [])],
    "a kind of one's own": [((*SECOND, "kind"), "earthquake")],
    "seventy characters": [((*SECOND, "title"), LONG[:70])],
    "an address in capitals": [((*FIRST, "links", 0, "url"), "HTTPS://EXAMPLE.ORG")],
    "another event of the day": [(("events", 2), event(date="2020-05-05", title="A fire breaks out downtown"))],
    "another statement of the day by the same": [
        ((*SECOND, "kind"), "statement"),
        (("events", 2), event(date="2020-05-05", title="Thanks to everybody", kind="statement", people=["bob"])),
    ],
    "the same title in another year": [(("events", 2), event(date="2021-05-05", title="Bob takes over"))],
    "the same title in the month around": [(("events", 2), event(date="2020-05", title="Bob takes over"))],
    "a year that the file's end cuts": [((*SECOND, "date"), "2024")],
    "no end of the file": [(("updated",), GONE), ((*SECOND, "date"), "2199")],
    "an era that begins when one ends": [(("eras", 1, "start"), "2018-03")],
    "a course with the person's sources": [((*ANN, "education", 1), {"organisation": "openai", "end": "1995"})],
    "a person called by name": [((*SECOND, "people"), ["Bob Beck"])],
    "a source cited by a person alone": [(("sources", 1), source()), ((*BOB, "sources"), ["extra"])],
    "a source without an address": [(("sources", 0, "url"), GONE)],
}  # fmt: skip


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_found_and_nothing_else(name: str) -> None:
    changes, expected = BREACHES[name]
    assert summary(found(changed(*changes)).findings) == [expected]


@pytest.mark.parametrize("name", KEPT)
def test_what_is_right_is_left_alone(name: str) -> None:
    assert summary(found(changed(*KEPT[name])).findings) == []


def test_every_rule_is_tried() -> None:
    tried = {rule for _, (rule, _, _) in BREACHES.values()}
    assert tried | {"bad-character", "repeated-key"} == set(RULES)


def value_at(text: str, line: int, column: int) -> Any:
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
    return json.JSONDecoder().raw_decode(rest)[0]


def steps_of(path: str) -> list[Any]:
    """The steps of a JSON path as findings have them."""
    steps = re.findall(r'\.([\w-]+)|\[(\d+)\]|\["([^"]*)"\]', path)
    return [int(number) if number else name or key for name, number, key in steps]


@pytest.mark.parametrize("name", BREACHES)
@pytest.mark.parametrize("indent", [None, 2])
def test_the_place_is_that_of_the_value_or_of_the_key(name: str, indent: int | None) -> None:
    value = changed(*BREACHES[name][0])
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    (finding,) = check_bytes(text.encode(), "t.json").findings
    *_, last = steps = steps_of(finding.path)
    for step in steps:
        value = value[step]
    is_key = finding.rule == "unknown-key" or last == "中文"
    assert value_at(text, finding.line, finding.column) == (last if is_key else value)


def place_of(text: str, finding: Finding) -> int:
    """The place in a text that line and column mean."""
    return sum(len(line) + 1 for line in text.split("\n")[: finding.line - 1]) + finding.column - 1


def test_a_finding_says_all() -> None:
    text = '{\n "events": [\n  {"date": "2023", "title": "Ünïcode", "sources": ["x"], "titel": 1}\n ]\n}'
    (dangling, unknown) = check_bytes(text.encode(), "a.json").findings
    assert dangling.one_line() == (
        'a.json:3:52: error: $.events[0].sources[0]: no source has the id "x" [dangling-reference]'
    )
    assert unknown.one_line() == (
        'a.json:3:58: warning: $.events[0].titel: "titel" is no key of an event (is "title" meant?) [unknown-key]'
    )


def test_the_other_part_is_named_with_its_line() -> None:
    (finding,) = found(changed(((*SECOND, "id"), "ann-founds"))).findings
    text = json.dumps(GOOD, ensure_ascii=False, indent=1)
    line = text[: text.index('"id": "ann-founds"')].count("\n")
    assert finding.message == f'the id "ann-founds" is taken by $.events[0] (line {line})'
    (finding,) = found(changed(((*LATER, "start"), "2019"))).findings
    assert finding.message.startswith('"Bob Beck" holds "chief" while "Ann Abel" does: $.people[0].roles[0] (line ')


@pytest.mark.parametrize(
    ("text", "path", "key"),
    [
        ('{"events": [{"date": "2023", "title": "x", "title": "y"}]}', "$.events[0].title", '"title"'),
        ('{"events": [{"date": "2023",\n"title" : {"en": "a", "en": "b"}}]}', "$.events[0].title.en", '"en"'),
        ('{"events": [{"date": "2023", "title": "\\":", "x-a": [{"b": 1, "b": 2}]}]}', "$.events[0].x-a[0].b", '"b"'),
        ('{"title": {"en": "a", "en": "b"}, "events": []}', "$.title.en", '"en"'),
        ('{"events": [],\n "title": "a", "title": "b"}', "$.title", '"title"'),
        ('{"events": [{"a": 1}], "events": []}', "$.events", '"events"'),
    ],
)  # fmt: skip
def test_a_repeated_key(text: str, path: str, key: str) -> None:
    repeated = [finding for finding in check_bytes(text.encode(), "t").findings if finding.rule == "repeated-key"]
    assert [(finding.path, place_of(text, finding)) for finding in repeated] == [(path, text.rindex(key))]


def test_a_half_of_a_character() -> None:
    text = '{"events": [{"date": "2023",\n "title": "a\\ud800", "sources": ["s"]}], "sources": []}'
    first, second = check_bytes(text.encode(), "t").findings
    assert (first.rule, first.severity, first.path, first.line) == ("bad-character", "error", "$.events[0].title", 2)
    assert second.rule == "dangling-reference"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"a": 1}', '{"events": {}}', '{"events": [1,]}', "<html>", '{"format": 2}']
)
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        check_bytes(text.encode(), "t")


def test_of_a_file_of_timelinejs_it_says_what_reading_it_says() -> None:
    checked = check_bytes(b'{"events": [{"start_date": {"year": 2023}}, {"start_date": {"year": "x"}}]}', "t")
    assert (checked.errors, checked.warnings) == (1, 1)
    assert [finding.path for finding in checked.findings] == ["$.events[0]", "$.events[1].start_date.year"]


LISTS = st.sampled_from(["eras", "organisations", "offices", "people", "events", "memos", "sources"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["ann", "2020", "2020-02-30"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "date", "en", "x"]), inner),
    max_leaves=6,
)


@given(st.data())
def test_errors_hold_all_problems_of_the_reader(data: st.DataObject) -> None:
    """Whatever is put wherever: what the reader says is among what check says, at the same place."""
    value = deepcopy(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        inner: Any = value
        while True:
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            step = data.draw(st.sampled_from(keys)) if keys else None
            if step is None:
                break
            if not isinstance(inner[step], dict | list) or not inner[step] or data.draw(st.booleans()):
                inner[step] = data.draw(JUNK)
                break
            inner = inner[step]
    text = json.dumps(value, ensure_ascii=False).encode()
    try:
        problems = read_bytes(text, "t").problems
    except Unreadable:
        with pytest.raises(Unreadable):
            check_bytes(text, "t")
        return
    errors = {(f.line, f.column, f.path) for f in check_bytes(text, "t").findings if f.severity == "error"}
    assert {(problem.line, problem.column, problem.path) for problem in problems} <= errors


def many_bare_events(count: int) -> bytes:
    events = [{"date": "2020", "title": f"Event number {number}"} for number in range(count)]
    return json.dumps({"events": events}).encode()


def test_findings_of_one_rule_are_counted_beyond_the_limit() -> None:
    result = check_bytes(many_bare_events(5000), "t", limit=50)
    assert [finding.path for finding in result.findings] == [f"$.events[{number}]" for number in range(50)]
    assert result.more == {"event-without-source": 4950}
    assert (result.errors, result.warnings) == (0, 5000)
    assert len(check_bytes(many_bare_events(5000), "t").findings) == 5000


@pytest.mark.parametrize("title", ["The same title for all", ""])
def test_no_file_takes_for_ever(title: str) -> None:
    events = [{"date": "2020-01-01", "title": title, "people": [f"p{n}"], "sources": ["s"]} for n in range(5_000)]
    roles = [{"office": "x", "organisation": "y", "start": "2000"}]
    people = [{"id": f"q{number}", "name": "Q", "roles": roles} for number in range(2_000)]
    text = json.dumps({"events": events, "people": people}).encode()
    start = time.perf_counter()
    result = check_bytes(text, "t", limit=50)
    assert time.perf_counter() - start < 20
    assert result.errors >= 2_000


def test_findings_are_in_the_order_of_the_file() -> None:
    value = {"sources": [source(url="x")], **changed(((*SECOND, "title"), ""), (("title",), {"?": "a"}))}
    result = found({**value, "sources": [*GOOD["sources"], source()]})
    places = [(finding.line, finding.column) for finding in result.findings]
    assert len(places) == 3
    assert places == sorted(places)


def test_the_keys_are_those_of_the_model() -> None:
    for name, keys in KEYS.items():
        shape = getattr(shapes, name.title())
        assert {*keys} - {"$schema", "format"} == {*shape.__struct_fields__}, name
    assert set().union(*(inner.values() for inner in INNER.values())) == KEYS.keys() - {"timeline"}


def test_places_without_a_map_are_those_of_the_map() -> None:
    from msgspec import Raw
    from msgspec.json import decode

    from openai_timeline.files.locate import Locator

    for indent in (None, 1):
        data = (" \n" + json.dumps(GOOD, ensure_ascii=False, indent=indent)).encode()
        places, locator = Places(data, decode(data, type=dict[str, Raw])), Locator(data)
        for path in [
            (),
            ("title",),
            ("title", "zh"),
            FIRST,
            (*CHIEF, "end"),
            ("events", 9),
            ("no", 1),
            ("eras", 1, "x"),
        ]:
            for of_key in (False, True):
                assert places.offset(path, of_key) == locator.offset(path, of_key), path


COMMAND = str(Path(sys.executable).parent / "openai-timeline")


def write(path: Path, value: Any) -> str:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_the_command_and_its_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path / "good.json", GOOD)
    warned = write(tmp_path / "warned.json", changed(((*SECOND, "sources"), [])))
    wrong = write(tmp_path / "wrong.json", changed(((*SECOND, "date"), "2023-13")))
    assert run(["check", good]) == 0
    assert run(["check", good, "--strict"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["check", warned]) == 0
    assert run(["check", warned, "--strict"]) == 1
    assert run(["check", good, wrong]) == 1
    assert run(["check", wrong, str(tmp_path / "none.json"), good]) == 2
    captured = capsys.readouterr()
    assert captured.out.count("event-without-source") == 2
    assert captured.out.count("bad-date") == 2
    assert "good.json: 0 errors, 0 warnings" in captured.err
    assert "none.json: there is no such file" in captured.err


def test_the_command_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warned = write(tmp_path / "warned.json", changed(((*SECOND, "sources"), [])))
    assert run(["check", "--format", "json", warned, str(tmp_path / "none.json")]) == 2
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["file"], first["readable"], first["errors"], first["warnings"]) == (warned, True, 0, 1)
    assert set(first["findings"][0]) == {"file", "line", "column", "path", "severity", "rule", "message", "hint"}
    assert (second["readable"], second["findings"][0]["rule"]) == (False, "unreadable")


def test_the_command_without_a_file_checks_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) in (0, 1)
    assert "timeline.json: " in capsys.readouterr().err


def test_the_command_between_pipes(tmp_path: Path) -> None:
    text = many_bare_events(60)
    done = subprocess.run([COMMAND, "check", "-"], input=text, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[-1] == "standard input: and 10 more of event-without-source"
    assert done.stderr.decode() == "openai-timeline: standard input: 0 errors, 60 warnings\n"


def test_nothing_in_a_file_reaches_the_terminal_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b]0;x\x07\u202e\n"
    value = changed(
        ((*SECOND, "sources", 1), evil), ((*SECOND, evil), 1), ((*SECOND, "title"), {evil: ""}),
        ((*BOB, "name"), evil), ((*LATER, "start"), "2019"),
    )  # fmt: skip
    for form in ("text", "json"):
        run(["check", "--format", form, write(tmp_path / "evil.json", value)])
        out = capsys.readouterr().out
        assert not set(out) & {"\x1b", "\x07", "\u202e"}
        assert "dangling-reference" in out
    assert len(found(value).findings) == 5


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--rules"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(RULES)
