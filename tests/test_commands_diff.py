"""`diff`: what changed between two versions, in text and JSON, and the exit codes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import ACTS, Run, hostile, runner, written
from small_timeline import SMALL
from test_cli import call

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.differences import differences
from openai_timeline.files.read import read_bytes, read_path

Document = dict[str, Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def diff(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """`diff` of the small timeline and of what a change makes of it."""

    def diff(change: Callable[[Document], None], *arguments: str) -> Any:
        new = copy.deepcopy(SMALL)
        change(new)
        return run("diff", written(tmp_path, SMALL, "old.json"), written(tmp_path, new, "new.json"), *arguments)

    return diff


def item(document: Document, key: str, id_: str) -> Document:
    found: Document = next(one for one in document[key] if one["id"] == id_)
    return found


def add_event(new: Document) -> None:
    new["events"].append({"id": "added", "date": "2024-10", "title": "Something new"})


def remove_event(new: Document) -> None:
    new["events"].remove(item(new, "events", "spring"))


def re_date(new: Document) -> None:
    item(new, "events", "interim")["date"] = "2023-11-17T12:30-08:00"


def re_source(new: Document) -> None:
    item(new, "events", "interim")["sources"] = ["book", "post"]


def reword(new: Document) -> None:
    item(new, "events", "leaves")["text"] = "She leaves to do her very own exploration."
    item(new, "events", "removed")["title"]["fr"] = "Le conseil écarte Sam Altman"


def others(new: Document) -> None:
    item(new, "events", "founded")["importance"] = 1
    item(new, "events", "founded")["people"].append("mira-murati")


def end_role(new: Document) -> None:
    item(new, "people", "sam-altman")["roles"][1]["end"] = "2030"


def add_role(new: Document) -> None:
    role = {"organisation": "openai", "title": "Chief scientist", "start": "2015-12", "end": "2024-05-14"}
    item(new, "people", "ilya-sutskever")["roles"] = [role]


def rename(new: Document) -> None:
    item(new, "events", "november")["id"] = "turmoil"


def head(new: Document) -> None:
    new["updated"] = "2024-11-01"


CHANGES = [
    (add_event, "+ event added  2024-10  Something new\n", "events: 1 added"),
    (remove_event, "- event spring  2018-21  Work on language models\n", "events: 1 removed"),
    (
        re_date,
        "~ event interim  Mira Murati becomes interim chief executive\n"
        "    re-dated    date: 2023-11-17 → 2023-11-17T12:30-08:00\n",
        "events: 1 changed",
    ),
    (
        re_source,
        "~ event interim  Mira Murati becomes interim chief executive\n"
        "    re-sourced  sources: + book, + post, - blog\n",
        "events: 1 changed",
    ),
    (
        reword,
        "~ event removed  The board removes Sam Altman\n"
        "    reworded    title (fr): added “Le conseil écarte Sam Altman”\n"
        "~ event leaves  Mira Murati resigns\n"
        "    reworded    text: “She leaves to do her own exploration.” → "
        "“She leaves to do her very own exploration.”\n",
        "events: 2 changed",
    ),
    (
        others,
        "~ event founded  OpenAI is announced\n"
        "    other       people: + mira-murati\n"
        "    other       importance: nothing → 1\n",
        "events: 1 changed",
    ),
    (
        end_role,
        "~ role sam-altman  Chief executive\n    re-dated    end: nothing → 2030\n",
        "roles: 1 changed",
    ),
    (add_role, "+ role ilya-sutskever  2015-12  Chief scientist\n", "roles: 1 added"),
    (
        rename,
        "~ event turmoil  A month of turmoil\n    other       id: november → turmoil\n",
        "events: 1 changed",
    ),
    (
        head,
        "~ timeline  OpenAI: a small history\n    re-dated    updated: 2024-10-01 → 2024-11-01\n",
        "timeline: 1 changed",
    ),
]


@pytest.mark.parametrize(("change", "out", "err"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_change_in_words(diff: Callable[..., Any], change: Any, out: str, err: str) -> None:
    assert diff(change) == (1, out, f"openai-timeline: {err}\n")


def test_a_change_in_json(diff: Callable[..., Any]) -> None:
    done = diff(re_date, "--format", "json")
    assert (done.code, done.err) == (1, "")
    assert done.json == {
        "same": False,
        "changes": [
            {
                "what": "event",
                "id": "interim",
                "change": "changed",
                "title": "Mira Murati becomes interim chief executive",
                "date": "2023-11-17T12:30-08:00",
                "fields": [{"field": "date", "kind": "re-dated", "old": "2023-11-17", "new": "2023-11-17T12:30-08:00"}],
            }
        ],
    }


def test_order_and_layout_are_no_facts(run: Run, tmp_path: Path) -> None:
    new = copy.deepcopy(SMALL)
    for key in ("events", "people", "sources", "memos", "organisations"):
        new[key].reverse()
    item(new, "events", "removed")["sources"].reverse()
    old, other = written(tmp_path, SMALL, "old.json"), written(tmp_path, new, "new.json", indent=3)
    assert run("diff", old, other) == (0, "", "openai-timeline: the facts are the same\n")
    assert run("diff", old, other, "--format", "json") == (0, '{"same": true, "changes": []}\n', "")


def test_an_event_that_is_reworded_and_has_another_id_is_the_same() -> None:
    old = {"events": [{"date": "2020", "title": "The board appoints Ada"}, {"date": "2021", "title": "Bob leaves"}]}
    new = {"events": [{"date": "2020", "title": "The board appoints Ada L."}, {"date": "2022", "title": "Bob leaves"}]}
    before, after = (read_bytes(json.dumps(document).encode(), "x").timeline for document in (old, new))
    changes = list(differences(before, after))
    assert [change.change for change in changes] == ["changed", "changed"]
    assert [{field.kind for field in change.fields} for change in changes] == [
        {"reworded", "other"},
        {"re-dated", "other"},
    ]


def test_what_is_added_one_way_is_removed_the_other() -> None:
    before = read_path(bundled_path()).timeline
    after = read_bytes(json.dumps(SMALL).encode(), "x").timeline
    there, back = list(differences(before, after)), list(differences(after, before))
    added = {(change.what, change.id, change.of, str(change.title)) for change in there if change.change == "added"}
    removed = {(change.what, change.id, change.of, str(change.title)) for change in back if change.change == "removed"}
    assert {one for one in added if one[0] != "role"} >= {one for one in removed if one[0] not in ("role", "study")}
    assert not list(differences(before, before))


def test_what_cannot_be_read_is_exit_2(run: Run, tmp_path: Path) -> None:
    good = written(tmp_path, SMALL)
    bad = written(tmp_path, {"events": [{"date": "2023-02-30", "title": "x"}, {"date": "2023", "title": "y"}]}, "bad")
    for arguments in ([good, tmp_path / "none"], [tmp_path / "none", good], [good, bad], ["-", "-"], [good]):
        done = run("diff", *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err
    assert run("diff", good, bad, "--skip-bad").code == 1


def test_one_side_may_come_from_a_pipe(tmp_path: Path) -> None:
    path = str(written(tmp_path, SMALL))
    assert call("diff", "-", path, input=json.dumps(SMALL)).returncode == 0
    assert call("diff", path, "-", input='{"events":[]}').returncode == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_control_byte_reaches_the_terminal(run: Run, tmp_path: Path, form: str) -> None:
    old, new = written(tmp_path, hostile(), "old"), hostile()
    for event in new["events"]:
        event["title"] = event["text"] = "\x1b[31mother\x9b"
    new["people"][0]["aliases"] = ["\x1b]0;x\x07", "\u202e"]
    new["people"][0]["roles"][0]["disputed"] = "\x9bx"
    done = run("diff", old, written(tmp_path, new, "new"), "--format", form, "--skip-bad")
    assert done.code == 1
    assert done.out
    assert not ACTS.search(done.out + done.err)
