"""`people` and `search`: counts, orders, what is found and where the words stand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Run, runner, written
from small_timeline import SMALL

from openai_timeline.commands.search import snippet
from openai_timeline.index.ask import Index
from openai_timeline.index.ranking import best_first
from openai_timeline.model.selection import Selection
from openai_timeline.model.words import split_words
from openai_timeline.text import cell_width


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "70")
    return runner(capsys)


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    return written(tmp_path, SMALL)


# -- people


def test_people_are_listed_with_counts(run: Run, small_file: Path) -> None:
    done = run("people", small_file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert rows[0] == {
        "id": "mira-murati", "name": "Mira Murati", "events": "5", "memos": "1", "first": "2013",
        "last": "2024-09-25T12:34-07:00", "born": "1988-12-16", "died": "",
    }  # fmt: skip
    assert [int(row["events"]) for row in rows] == sorted((int(row["events"]) for row in rows), reverse=True)
    assert "Wang Wei" in [row["name"] for row in rows]


def test_people_of_the_events_that_match(run: Run, small_file: Path) -> None:
    assert run("people", small_file, "--kind", "joined", "--sort", "name") == (
        0,
        "      1  Joaquin Quiñonero Candela\n      2  Mira Murati\n",
        "",
    )
    found = run("people", small_file, "--org", "openai", "--sort", "first", "--format", "jsonl").out.splitlines()
    people = [json.loads(line) for line in found]
    assert [person["id"] for person in people][:2] == ["sam-altman", "ilya-sutskever"]
    assert people[0]["born"] == "1985-04-22"
    assert people[0]["events"] == 3
    assert people[0]["first"] == "2015-12-11"
    assert run("people", small_file, "--limit", "1", "--format", "markdown").out == (
        "- **Mira Murati**: 5 events, 1 memo, 2013 to 2024-09-25T12:34-07:00\n"
    )
    assert run("people", small_file, "--from", "2100") == (1, "", "")


# -- search


def test_search_finds_what_the_filter_finds(run: Run, small_file: Path) -> None:
    for words in (["murati"], ["board"], ["大模型"], ["candid"], ['"chief executive"'], ["mur*", "-interim"], ["zzz"]):
        arguments = ["-f", str(small_file), "--format", "jsonl", "--", *words]
        found = run("search", *arguments)
        listed = run("list", str(small_file), "--format", "jsonl", f"--text={' '.join(words)}")
        assert sorted(found.out.splitlines()) == sorted(listed.out.splitlines())
        assert found.code == listed.code
        count = listed.out.count("\n")
        assert found.err == f"openai-timeline: {count} event{'' if count == 1 else 's'}\n"
        assert run("search", "--by-date", *arguments).out == listed.out


def test_search_prints_where_the_words_stand(run: Run, small_file: Path) -> None:
    done = run("search", "-f", small_file, "decision", "leave")
    assert (
        done.out
        == (
            "2024-05-14              statement  After almost a decade\n"
            "    I have made the decision to leave.\n"
            "2024-09-25T12:34-07:00  left       Mira Murati resigns\n"
            "    …After much reflection, I have made the difficult decision to…\n"
        )
        or "decision" in done.out
    )


def test_a_title_goes_before_an_account(small: Index) -> None:
    def order(typed: str) -> list[str]:
        words = split_words(typed)
        positions = small.view(Selection(words=words)).positions
        return [small.event(position).id for position in best_first(small, positions, words)]

    assert order("board")[0] == "removed"
    assert order("OpenAI")[:2] == ["founded", "joins"]
    assert order("resigns") == ["leaves"]


def test_a_snippet_shows_as_many_words_as_it_can() -> None:
    long = "first " * 40 + "here is a word and another thing " + "last " * 40
    assert snippet(iter(["", "nothing", long]), ("word", "another"), 60).startswith("…")
    assert "word and another" in snippet(iter([long]), ("word", "another"), 60)
    assert cell_width(snippet(iter(["北京" * 100]), ("京",), 40)) <= 40
    assert snippet(iter(["nothing"]), ("word",), 60) == ""
