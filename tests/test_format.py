"""The canonical layout: what it looks like, that it is stable and loses nothing, and how files are replaced."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_timeline import SMALL

from openai_timeline.cli import main, run
from openai_timeline.files.canonical import LONGEST_LINE, canonical
from openai_timeline.files.keys import INNER, KEYS
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes

COMMAND = str(Path(sys.executable).parent / "openai-timeline")

ROUGH = """\
{"events":[
 {"title":"Later","date":"2020-02-01","x-mood":"good","people":["b","a"],"odd":1e3},
 {"date":"2020-02-01","title":{"zh":"早","en":"Earlier in the file"},"sources":["s"],"id":"e"},
 {"date":"2020-02","title":"The month","links":[{"url":"https://example.org","label":"Here"}]},
 {"date":"2020-01-31T23:00-08:00","title":"An instant \\u00e9\\n\\u0007"}],
 "x-own": {"b": 1, "a": [1, [2, {}], []]}, "zone":"Asia/Shanghai", "format": 1.0,
 "people":[{"name":"No id"},{"id":"b","name":"B","roles":[{"end":"2020","start":"2019"}]},{"id":"a"}]}
"""

SMOOTH = """\
{
  "format": 1.0,
  "zone": "Asia/Shanghai",
  "people": [
    {
      "id": "a"
    },
    {
      "id": "b",
      "name": "B",
      "roles": [
        {
          "start": "2019",
          "end": "2020"
        }
      ]
    },
    {
      "name": "No id"
    }
  ],
  "events": [
    {
      "date": "2020-02",
      "title": "The month",
      "links": [
        {
          "label": "Here",
          "url": "https://example.org"
        }
      ]
    },
    {
      "date": "2020-02-01",
      "title": "Later",
      "people": ["b", "a"],
      "x-mood": "good",
      "odd": 1e3
    },
    {
      "id": "e",
      "date": "2020-02-01",
      "title": {
        "zh": "早",
        "en": "Earlier in the file"
      },
      "sources": ["s"]
    },
    {
      "date": "2020-01-31T23:00-08:00",
      "title": "An instant é\\n\\u0007"
    }
  ],
  "x-own": {
    "b": 1,
    "a": [
      1,
      [
        2,
        {}
      ],
      []
    ]
  }
}
"""


def test_the_layout() -> None:
    assert canonical(ROUGH.encode(), "t").decode() == SMOOTH


def formatted(value: Any) -> str:
    return canonical(json.dumps(value).encode(), "t").decode()


def lines_of(value: Any) -> list[str]:
    return formatted({"events": [], "x-own": value}).splitlines()


def test_a_list_of_scalars_stands_on_one_line_of_a_hundred_characters() -> None:
    for letters in (LONGEST_LINE - 14, LONGEST_LINE - 15, LONGEST_LINE - 16):
        lines = lines_of(["字" * letters])
        assert max(len(line) + 1 for line in lines if "[" in line and "]" in line) <= LONGEST_LINE
    assert lines_of(["字" * (LONGEST_LINE - 16)])[2] == f'  "x-own": ["{"字" * (LONGEST_LINE - 16)}"]'
    assert lines_of(["字" * (LONGEST_LINE - 15)])[2:5] == ['  "x-own": [', f'    "{"字" * (LONGEST_LINE - 15)}"', "  ]"]
    assert lines_of([1, True, None, "a"])[2] == '  "x-own": [1, true, null, "a"]'
    assert lines_of([[1], {}])[2:5] == ['  "x-own": [', "    [1],", "    {}"]


def test_memos_by_date_and_sources_by_id_and_offices_as_they_are() -> None:
    value = {
        "events": [],
        "memos": [{"id": "undated"}, {"id": "c", "date": "2020-01-01"}, {"id": "b", "date": "2020"}, {"date": "2019"}],
        "sources": [{"id": "b"}, {"id": "B"}, {"id": "a", "title": "2"}, {"id": "a", "title": "1"}],
        "organisations": [{"id": "z"}, {"id": "y"}],
        "offices": [{"id": "z"}, {"id": "y"}],
        "eras": [{"title": "z", "start": "2"}, {"title": "y", "start": "1"}],
    }
    made = json.loads(formatted(value))
    assert [memo.get("id") for memo in made["memos"]] == [None, "b", "c", "undated"]
    assert [(source["id"], source.get("title")) for source in made["sources"]] == [
        ("B", None), ("a", "2"), ("a", "1"), ("b", None)
    ]  # fmt: skip
    assert [item["id"] for item in made["organisations"]] == ["y", "z"]
    assert made["offices"] == value["offices"]
    assert made["eras"] == value["eras"]


def test_marks_and_line_ends_of_other_systems_go() -> None:
    data = b"\xef\xbb\xbf" + ROUGH.replace("\n", "\r\n").encode()
    assert canonical(data, "t").decode() == SMOOTH


def test_the_order_is_that_in_which_events_are_shown() -> None:
    from openai_timeline.index.ask import Index

    def shown(data: bytes) -> list[str]:
        index = Index.in_memory(read_bytes(data, "t").timeline)
        return [event.id for event in index.events(range(len(index.everything)))]

    rough = json.dumps(SMALL).encode()
    smooth = canonical(rough, "t")
    assert shown(smooth) == shown(rough)
    ids = [event["id"] for event in json.loads(smooth)["events"]]
    assert [id for id in shown(smooth) if id in ids] == ids


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abx-", max_size=4), inner),
    max_leaves=8,
)
DATES = st.sampled_from(["2020", "2020-01", "2020-01-01", "2020-01-01T00:00Z", "1999?", "199X", "-0043", "../1914"])


def an_object(name: str, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An object of the format with any keys, in any order."""
    keys = st.sampled_from([*KEYS[name], "odd", "x-own", "x-b"])
    inner = {key: st.lists(an_object(of), max_size=2) for key, of in INNER.get(name, {}).items()}
    return st.dictionaries(keys, ANYTHING, max_size=5).flatmap(
        lambda some: st.fixed_dictionaries({}, optional={**inner, **known}).map(lambda more: {**some, **more})
    )


def dated(name: str) -> st.SearchStrategy[Any]:
    zones = st.sampled_from(["UTC", "Asia/Shanghai", "America/Los_Angeles"])
    made = an_object(name).flatmap(
        lambda value: st.tuples(DATES, st.none() | zones).map(
            lambda pair: {**value, "date": pair[0], **({"zone": pair[1]} if pair[1] else {"zone": None})}
        )
    )
    return made.flatmap(lambda value: st.permutations(list(value)).map(lambda keys: {key: value[key] for key in keys}))


def plain_lists() -> dict[str, st.SearchStrategy[Any]]:
    names = {key: of for key, of in INNER["timeline"].items() if key not in ("events", "memos")}
    return {key: st.lists(an_object(of), max_size=3) for key, of in names.items()}


TIMELINES = st.fixed_dictionaries(
    {"events": st.lists(dated("event"), max_size=4)},
    optional={
        **plain_lists(),
        "memos": st.lists(dated("memo"), max_size=3),
        "format": st.sampled_from([1, 1.0]),
        "title": ANYTHING,
        "zone": st.sampled_from(["UTC", "Asia/Shanghai"]),
        "x-own": ANYTHING,
        "odd": ANYTHING,
    },
).flatmap(lambda value: st.permutations(list(value)).map(lambda keys: {key: value[key] for key in keys}))


def as_set(value: Any) -> Any:
    """A timeline whose lists of items have no order; all else has, keys excepted."""
    lists = INNER["timeline"]
    return {
        key: sorted(map(exact, part)) if key in lists and isinstance(part, list) else exact(part)
        for key, part in value.items()
    }


def exact(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


@given(TIMELINES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_nothing_is_lost_and_a_second_run_changes_nothing(value: Any, indent: int | str | None, ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    once = canonical(text.encode(), "t")
    assert as_set(json.loads(once)) == as_set(value)
    assert canonical(once, "t") == once
    assert once.endswith(b"}\n")
    assert b"\r" not in once
    assert not any(line.endswith(b" ") for line in once.splitlines())


@given(st.data())
def test_any_order_gives_the_same_bytes(data: st.DataObject) -> None:
    """Events at different instants, people of different ids: shuffled, they come out the same."""
    value = deepcopy(SMALL)
    for key in ("people", "sources", "organisations"):
        value[key] = data.draw(st.permutations(value[key]))
    assert formatted(value) == formatted(SMALL)


REFUSED = {
    "nothing": "",
    "no JSON": '{"events": [}',
    "no timeline": '{"event": []}',
    "a list": "[]",
    "a newer format": '{"format": 2, "events": []}',
    "an event without a date": '{"events": [{"title": "x"}]}',
    "an event with a number for a date": '{"events": [{"date": 2023}]}',
    "an event with no such date": '{"events": [{"date": "2023-02-30"}]}',
    "an event in no such zone": '{"events": [{"date": "2023", "zone": "Mars"}]}',
    "a file in no such zone": '{"zone": "Mars", "events": []}',
    "an event that is none": '{"events": ["2023"]}',
    "events that are no list": '{"events": {}}',
    "people who are no list": '{"events": [], "people": {}}',
    "a key twice": '{"events": [], "title": "a", "title": "b"}',
    "a key twice in an event": '{"events": [{"date": "2023", "text": "a", "text": "b"}]}',
    "a key twice deep inside": '{"events": [], "x-a": [{"b": [{"c": 1, "c": 1}]}]}',
    "half a character": '{"events": [], "title": "\\ud800"}',
    "no number": '{"events": [], "x-a": NaN}',
    "too deep": '{"events": [], "x-a": ' + "[" * 5000 + "]" * 5000 + "}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_stays_as_it_is(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.json"
    path.write_text(REFUSED[name], encoding="utf-8")
    assert run(["format", str(path)]) == 2
    assert run(["format", "--check", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == REFUSED[name]
    assert capsys.readouterr().err.count("t.json") == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["t.json"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"events": [],\n "a": [{"b": 1, "b": 2}]}', 't:2:17: $.a[0].b: the key "b" is there twice'),
        ('{"events": [{"date": "2023"},\n {"date": "2023-13"}]}', "t:2:11: $.events[1].date: 2023-13: months go from"),
        ('{"events": [],\n "memos": [{"date": ""}]}', "t:2:21: $.memos[0].date: the date is empty"),
    ],
)
def test_a_refusal_has_its_place(text: str, place: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        canonical(text.encode(), "t")
    assert str(refusal.value).startswith(place)


def test_a_deep_value_of_the_authors_own_is_kept() -> None:
    deep = '{"events": [], "x-a": ' + '{"a":[' * 100 + "]}" * 100 + "}"
    assert json.loads(canonical(deep.encode(), "t")) == json.loads(deep)


@pytest.fixture
def rough(tmp_path: Path) -> Path:
    path = tmp_path / "rough.json"
    path.write_text(ROUGH, encoding="utf-8")
    return path


def test_the_command_writes_once(rough: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["format", "--check", str(rough)]) == 1
    assert capsys.readouterr().out == f"{rough} would change\n"
    assert rough.read_text(encoding="utf-8") == ROUGH
    assert run(["format", str(rough)]) == 0
    assert rough.read_text(encoding="utf-8") == SMOOTH
    before = rough.stat()
    assert run(["format", str(rough)]) == 0
    assert (rough.stat().st_ino, rough.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert run(["format", "--check", str(rough)]) == 0
    assert capsys.readouterr().out == ""


def test_several_files_and_the_worst_of_them(rough: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(ROUGH, encoding="utf-8")
    assert run(["format", str(tmp_path / "none.json"), str(rough), str(other)]) == 2
    assert rough.read_text(encoding="utf-8") == other.read_text(encoding="utf-8") == SMOOTH


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_permissions_stay(rough: Path, mode: int) -> None:
    rough.chmod(mode)
    assert run(["format", str(rough)]) == 0
    assert stat.S_IMODE(rough.stat().st_mode) == mode


def test_a_link_is_followed(rough: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.json"
    link.symlink_to(Path("..") / rough.name)
    assert run(["format", str(link)]) == 0
    assert link.is_symlink()
    assert rough.read_text(encoding="utf-8") == SMOOTH


def test_a_full_disk_leaves_the_file(
    rough: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        run(["format", str(rough)])
    assert rough.read_text(encoding="utf-8") == ROUGH
    assert [entry.name for entry in tmp_path.iterdir()] == ["rough.json"]


def test_the_command_between_pipes(rough: Path) -> None:
    done = subprocess.run([COMMAND, "format", "-"], input=ROUGH.encode(), capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, SMOOTH, b"")
    again = subprocess.run(
        [COMMAND, "format", "--check", "-"], input=done.stdout, capture_output=True, timeout=30, check=False
    )
    assert (again.returncode, again.stdout) == (0, b"")
    bad = subprocess.run([COMMAND, "format", "-"], input=b"[", capture_output=True, timeout=30, check=False)
    assert (bad.returncode, bad.stdout) == (2, b"")


def test_a_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["format"])
    assert end.value.code == 2
    assert "FILE" in capsys.readouterr().err
