"""Places in a file: right to the character, whatever stands before them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.files.locate import Locator, Path, first_deeper_than, locate

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=25,
)


def paths_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path in a value, with what is there."""
    yield path, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths_in(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from paths_in(part, (*path, index))


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_every_path_leads_to_its_value(value: Any, indent: int | str | None, ascii: bool, newline: str) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii).replace("\n", newline)
    text = text.encode("utf-8", "replace").decode()
    locator = Locator(text.encode())
    for path, there in paths_in(json.loads(text)):
        line, column = locator.position(path)
        place = sum(len(whole) for whole in text.split("\n")[: line - 1]) + (line - 1) + column - 1
        assert json.JSONDecoder().raw_decode(text, place)[0] == there
        assert locator.path_at(locator.offset(path)) == path


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ('{"a": 1}', ("a",), (1, 7)),
        ('{"é中𝔸": 1, "b": 2}', ("b",), (1, 17)),
        ('{\r\n "é": "中",\r\n "b": [1,\r\n 2]}', ("b", 1), (4, 2)),
        ('{"a": 1, "a": 2}', ("a",), (1, 15)),
        (r'{"\u0061": "\"]}", "b": 2}', ("a",), (1, 12)),
        (r'{"x": "\\", "b": "\\\""}', ("b",), (1, 18)),
        ('{"a": {"b": 1}}', ("a", "missing"), (1, 7)),
        ('{"a": [1]}', ("a", 7, "deeper"), (1, 7)),
        ('{"a": "text"}', ("a", 0), (1, 7)),
        ('\n  {"a" : [ ] }', (), (2, 3)),
        ('\n  {"a" : [ ] }', ("a",), (2, 10)),
        ("", ("a",), (1, 1)),
    ],
)
def test_places(text: str, path: Path, place: tuple[int, int]) -> None:
    assert locate(text.encode(), path) == place


def test_the_place_of_a_key() -> None:
    assert Locator(b'{"a": {"b": 1}}').position(("a", "b"), of_key=True) == (1, 8)


@given(st.binary(max_size=60) | st.text('{}[]",:\\1 \n', max_size=60).map(str.encode), st.integers(0, 3))
def test_broken_json_never_fails(data: bytes, index: int) -> None:
    locator = Locator(data)
    locator.position((index, "a", index))
    locator.path_at(index)
    first_deeper_than(data, index)


def test_depth_and_length_cost_no_stack_and_little_time() -> None:
    begun = time.perf_counter()
    deep = b"[" * 200_000
    assert locate(b'{"a":' + deep + b"]" * 200_000 + b',"b":1}', ("b",)) == (1, 400_011)
    assert first_deeper_than(deep, 500) == 500
    long = b'{"a": "' + b'\\"x' * 500_000 + b'", "b": 1}'
    assert locate(long, ("b",)) == (1, 1_500_016)
    many = b'{"events": [' + b",".join([b'{"date":1}'] * 20_000) + b"]}"
    locator = Locator(many)
    assert all(locator.position(("events", i, "date")) == (1, 21 + 11 * i) for i in range(20_000))
    assert time.perf_counter() - begun < 5
