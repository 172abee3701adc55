"""The JSON Schema: current, a schema, true to the record and to the reader."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands import Run, runner
from edtf_texts import alphabet_texts, edtf_texts, parsed
from hypothesis import given
from small_timeline import SMALL

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.json_schema import DATE_PATTERN, json_schema, written
from openai_timeline.files.keys import INNER, KEYS
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes

COMMITTED = Path(__file__).parent.parent / "data" / "timeline.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
IS_DATE = jsonschema.Draft202012Validator({"$ref": "#/$defs/date", "$defs": json_schema()["$defs"]}).is_valid

FULL: dict[str, Any] = {
    "$schema": "timeline.schema.json",
    "format": 1,
    "title": {"en": "All keys", "zh": "全部"},
    "description": "d",
    "language": "en",
    "zone": "Europe/Paris",
    "updated": "2024-01",
    "eras": [{"title": "An era", "start": "1900", "end": "1910"}],
    "organisations": [
        {
            "id": "o", "name": "O", "founded": "1890", "ended": "1990~", "text": "t", "sources": ["s"],
            "links": [{"url": "https://example.org", "label": "home"}],
        }
    ],
    "offices": [{"id": "head", "title": "Head", "organisation": "o", "many": True}],
    "people": [
        {
            "id": "p", "name": "P", "aliases": ["Q"], "born": "1870", "died": "1950", "birthplace": "B", "text": "t",
            "links": [{"url": "https://example.org", "label": "home"}],
            "education": [{"organisation": "o", "title": "BA", "start": "1889", "end": "1892", "sources": ["s"]}],
            "roles": [
                {
                    "organisation": "o", "title": "Head", "kind": "executive", "office": "head", "start": "1900",
                    "end": None, "acting": False, "confidence": "low", "disputed": "d", "sources": ["s"],
                }
            ],
            "sources": ["s"],
        }
    ],
    "events": [
        {
            "id": "e", "date": "1905-06-07T08:09+01:00", "zone": "Europe/London", "title": "E", "text": "t",
            "kind": "left", "people": ["p", "Somebody"], "organisations": ["o"], "memos": ["m"], "sources": ["s"],
            "links": [{"url": "https://example.org", "label": "home"}], "place": "here", "tags": ["a"],
            "importance": 1, "confidence": "medium", "disputed": "d", "x-own": {"any": ["thing"]}, "unknown": 1,
        }
    ],
    "memos": [
        {
            "id": "m", "date": "1905", "zone": "Europe/Rome", "authors": ["p"], "audience": "a", "venue": "v",
            "title": "M", "language": "en", "form": "digest", "text": "t", "url": "https://example.org",
            "corrections": [{"as_found": "teh", "corrected": "the", "why": "typing"}], "sources": ["s"],
        }
    ],
    "sources": [
        {
            "id": "s", "url": "https://example.org", "title": "S", "publisher": "P", "published": "1905",
            "language": "en", "kind": "news",
        }
    ],
}  # fmt: skip


def is_read(document: Any) -> bool:
    """Whether the reader takes a document as it is."""
    try:
        return not read_bytes(json.dumps(document).encode(), "x").problems
    except Unreadable:
        return False


def objects(value: Any, name: str = "timeline") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document, with what the format calls it."""
    yield name, value
    for key, inner in INNER.get(name, {}).items():
        for item in value.get(key, ()):
            yield from objects(item, inner)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def test_the_copy_beside_the_record_is_current(run: Run) -> None:
    assert COMMITTED.read_bytes() == written(), "make man"
    assert run("schema") == (0, written().decode(), "")


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_it_has_every_key_of_the_format() -> None:
    schema = json_schema()
    for name, keys in KEYS.items():
        shape = schema if name == "timeline" else schema["$defs"][name]
        assert tuple(shape["properties"]) == keys


@pytest.mark.parametrize("document", [SMALL, FULL, {"events": []}, {"events": [{"date": "-0043", "title": {}}]}])
def test_it_accepts_what_is_read(document: Any) -> None:
    assert is_read(document)
    VALIDATOR.validate(document)


def test_it_accepts_the_record() -> None:
    VALIDATOR.validate(json.loads(bundled_path().read_bytes()))


VALUES = [
    None,
    True,
    1,
    4,
    2.5,
    "",
    "x",
    "2023-02-30",
    "2023",
    [],
    ["x"],
    [1],
    [None],
    {},
    {"en": "x"},
    {"en": 1},
    [{}],
]
# What only the reader can know: the names of zones, whether a reference leads somewhere, whether an id is taken; a
# format that is not even looked at; $schema, which is for editors and none of the reader's business.
UNKNOWABLE = {"zone", "memos", "sources", "id", "$schema", "office"}


def mutations() -> Iterator[tuple[str, str, Any, Any]]:
    """Documents with one value replaced or one key taken away."""
    for number, (name, original) in enumerate(objects(FULL)):
        for key in original:
            if key in UNKNOWABLE or key not in KEYS[name]:
                continue
            for value in (*VALUES, ...):
                document = copy.deepcopy(FULL)
                _, place = list(objects(document))[number]
                if value is ...:
                    del place[key]
                else:
                    place[key] = value
                yield name, key, value, document


def test_it_accepts_and_refuses_what_the_reader_does() -> None:
    tried = 0
    for name, key, value, document in mutations():
        tried += 1
        assert VALIDATOR.is_valid(document) is is_read(document), (name, key, value)
    assert tried > 900


@pytest.mark.parametrize("document", [None, [], "x", 1, {}, {"events": None}, {"events": {}}, {"events": [1]}])
def test_it_refuses_what_is_no_timeline(document: Any) -> None:
    assert not VALIDATOR.is_valid(document)
    assert not is_read(document)


@given(edtf_texts | alphabet_texts)
def test_dates_are_those_that_are_read(text: str) -> None:
    date = parsed(text)
    if IS_DATE(text):
        start, _, end = text.partition("/")
        assert date is not None or (start and end)  # an interval may end before it starts
    else:
        assert date is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2024-02-29", True), ("2023-02-29", False), ("1900-02-29", False), ("2000-02-29", True),
        ("-0004-02-29", True), ("0000-02-29", True), ("-0000", False), ("2023-04-31", False), ("2023\n", False),
        ("2001-21", True), ("2001-21-01", False), ("Y100000000000", True), ("Y100000000001", False),
        ("2023-11-17T12:28-14:00", True), ("2023-11-17T12:28-14:01", False), ("..", False), ("/", False),
        ("../2000~", True), ("2000/", True), ("201X/2020", False), ("２０２３", False),
    ],
)  # fmt: skip
def test_dates_one_by_one(text: str, right: bool) -> None:
    assert IS_DATE(text) is right
    assert (parsed(text) is not None) is right
    assert DATE_PATTERN.startswith("^")
