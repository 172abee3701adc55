"""`list` in its formats: golden outputs, what survives a round trip, how much is printed, what a terminal gets."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands import ACTS, ATTACK, Run, hostile, runner, written
from hypothesis import given, settings
from hypothesis import strategies as st
from small_timeline import IN_ORDER, SMALL
from test_cli import COMMAND, call

from openai_timeline.commands.events import COLUMNS, FORMATS
from openai_timeline.commands.tables import guarded, write_separated
from openai_timeline.text import clean, inert

EVENTS = {event["id"]: event for event in SMALL["events"]}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    return written(tmp_path, SMALL)


def test_table_is_as_wide_as_the_terminal(run: Run, small_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    done = run("list", small_file, "--format", "table", "--from", "2018", "--to", "2023-11-17")
    assert done == (
        0,
        "DATE                    KIND        PEOPLE          TITLE\n"
        "2018-21                 research                    Work on language mo…\n"
        "2018-06~                joined      Mira Murati, …  Mira Murati joins O…\n"
        "2019-05-01              conference  Wang Wei        北京的一次会议，“大…\n"
        "2023-11                 other                       A month of turmoil\n"
        "2023-11-17              appointed   Mira Murati     Mira Murati becomes…\n"
        "2023-11-17T12:28-08:00  removed     Sam Altman, M…  The board removes S…\n",
        "",
    )


@pytest.mark.parametrize("width", [1, 20, 40, 80, 120, 300])
def test_no_row_of_a_table_is_wider_than_the_terminal(
    run: Run, small_file: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    from openai_timeline.text import cell_width

    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("list", small_file, "--format", "table").out.splitlines()
    assert len(lines) == len(IN_ORDER) + 1
    assert max(map(cell_width, lines)) <= max(width, 30)


def test_csv_is_that_of_the_rfc(run: Run, small_file: Path) -> None:
    done = run("list", small_file, "--format", "csv", "--kind", "removed")
    assert done.out == (
        ",".join(COLUMNS) + "\r\n"
        "removed,2023-11-17T12:28-08:00,,The board removes Sam Altman,The board *announced* it in "
        "[a post](https://openai.com/blog/leadership).,removed,sam-altman; mira-murati,openai,removal; internal,"
        "blog; book,,San Francisco,,1,high,Sources differ on who was told when.\r\n"
    )


def test_tsv_has_a_line_an_event(run: Run, small_file: Path) -> None:
    done = run("list", small_file, "--format", "tsv", "--kind", "left", "--lang", "zh")
    assert done.out == (
        "\t".join(COLUMNS) + "\n"
        "leaves\t2024-09-25T12:34-07:00\t\t米拉·穆拉蒂辞职\tShe leaves to do her own exploration.\tleft\tmira-murati\t"
        "openai\tfarewell\tpost\t\t\tleadership\t1\thigh\t\n"
    )


def test_markdown_is_a_list_with_dates_and_links(run: Run, small_file: Path) -> None:
    done = run("list", small_file, "--format", "markdown", "--from", "2024", "--to", "2024")
    assert done.out == (
        "- **14 May 2024** After almost a decade (A publisher)\n"
        "- **25 September 2024, 12:34 PDT** Mira Murati resigns ([X](https://x.com/miramurati/1))\n"
    )


def test_json_lines_are_the_events_as_they_are_written(run: Run, small_file: Path) -> None:
    lines = run("list", small_file, "--format", "jsonl").out.splitlines()
    found = [json.loads(line) for line in lines]
    assert [event["id"] for event in found] == list(IN_ORDER)
    for event in found:
        if event["id"] in EVENTS:
            assert event == EVENTS[event["id"]]
            assert list(event) == list(EVENTS[event["id"]])


@pytest.mark.parametrize("indent", [None, 2])
def test_json_loses_nothing_and_gives_ids(run: Run, tmp_path: Path, indent: int | None) -> None:
    event = {
        "date": "2020-01-02",
        "title": "A title",
        "people": ["Ada L.", "nobody"],
        "x-own": {"big": 12345678901234567890, "pi": 3.10, "e": [1e400]},
        "unknown": None,
    }
    people = [{"id": "ada", "name": "Ada Lovelace", "aliases": ["Ada L."]}]
    path = written(tmp_path, {"people": people, "events": [event]}, indent=indent)
    text = path.read_text().replace("Infinity", "1e400").replace("3.1", "3.10")
    path.write_text(text)
    done = run("list", path, "--format", "jsonl")
    assert done.out.count("\n") == 1
    assert '"big":12345678901234567890,"pi":3.10,"e":[1e400]' in done.out.replace(" ", "")
    found = json.loads(done.out)
    assert found["people"] == ["ada", "nobody"]
    assert found["id"] == "2020-01-02-a-title"
    assert run("list", path, "--format", "json").json == [found]


def test_nothing_that_matches_is_exit_1_in_every_format(run: Run, small_file: Path) -> None:
    expected: dict[str, Any] = {"json": "[]\n", "csv": ",".join(COLUMNS) + "\r\n", "tsv": "\t".join(COLUMNS) + "\n"}
    expected["table"] = ["DATE", "KIND", "PEOPLE", "TITLE"]
    for form in FORMATS:
        done = run("list", small_file, "--from", "2100", "--format", form)
        assert (done.code, done.err) == (1, "")
        assert (done.out.split() if form == "table" else done.out) == expected.get(form, "")


# -- how much


@pytest.mark.parametrize("form", FORMATS)
def test_limit_and_reverse(run: Run, small_file: Path, form: str) -> None:
    def count(*arguments: str) -> int:
        out = run("list", small_file, "--format", form, *arguments).out
        if form == "json":
            return len(json.loads(out))
        return out.count("\n") - (form in ("table", "tsv", "csv"))

    assert count() == len(IN_ORDER)
    assert [count("--limit", str(n)) for n in (0, 1, 5, 1000)] == [0, 1, 5, len(IN_ORDER)]
    assert count("--reverse", "--limit", "3") == 3


def test_reverse_is_the_other_way_round(run: Run, small_file: Path) -> None:
    lines = run("list", small_file, "--format", "jsonl", "--reverse").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(reversed(IN_ORDER))
    assert run("list", small_file, "--reverse", "--limit", "1").out.startswith("2024-09-25T12:34-07:00")


@pytest.mark.parametrize("count", ["-1", "x", "1.5", "٣", "9" * 30, ""])
def test_a_limit_is_a_number(run: Run, small_file: Path, count: str) -> None:
    done = run("list", small_file, f"--limit={count}")
    assert (done.code, done.out) == (2, "")
    assert "is not a number" in done.err


def test_many_batches_are_one_list(run: Run, tmp_path: Path) -> None:
    events = [{"id": f"e{n}", "date": f"{n:04d}", "title": f"Event {n}"} for n in range(3000)]
    path = written(tmp_path, {"events": events})
    assert run("list", path, "--format", "json").json == events
    for limit in (255, 256, 257, 1023, 1024, 1025, 2999):
        found = run("list", path, "--format", "jsonl", "--limit", str(limit)).out.splitlines()
        assert [json.loads(line)["id"] for line in found] == [f"e{n}" for n in range(limit)]
    assert run("list", path).out.count("\n") == 3000


# -- the file


def test_the_file_may_come_after_f(run: Run, small_file: Path) -> None:
    expected = run("list", small_file).out
    assert run("list", "-f", small_file).out == expected
    assert run("list", "--file", small_file).out == expected
    assert call("-f", str(small_file)).stdout == expected
    assert call("list", "-f", "-", input=json.dumps(SMALL)).stdout == expected
    done = run("list", small_file, "-f", small_file)
    assert done.code == 2
    assert "FILE and -f name two files" in done.err


def test_a_closed_pipe_is_quiet_and_a_full_disk_is_said(tmp_path: Path) -> None:
    events = [{"id": f"e{n}", "date": "2000", "title": f"Event {n} " + "x" * 100} for n in range(5000)]
    path = written(tmp_path, {"events": events})
    for form in FORMATS:
        script = f'"{COMMAND}" list "{path}" --format {form} | head -n 1'
        done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), form
        with Path("/dev/full").open("wb") as full:
            stopped = subprocess.run(
                [COMMAND, "list", str(path), "--format", form], stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert stopped.returncode == 74, form
        assert stopped.stderr.count(b"\n") == 1
        assert b"No space left" in stopped.stderr


# -- round trips and attacks


def unguarded(cell: str) -> str:
    """A cell as it was before an apostrophe kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) != cell[1:] else cell


texts = st.text(max_size=40) | st.text("=+-@'\"\t\r\n ,;", max_size=8)


@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=5))
def test_csv_and_tsv_give_back_what_was_shown(rows: list[list[str]]) -> None:
    import contextlib

    for tabs in (False, True):
        out = io.StringIO(newline="")
        with contextlib.redirect_stdout(out):
            write_separated(("a", "b", "c"), rows, tabs)
        shown = [[clean(cell, multiline=not tabs, limit=10_000) for cell in row] for row in rows]
        if tabs:
            found = [line.split("\t") for line in out.getvalue().split("\n")[1:-1]]
        else:
            found = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
        assert [[unguarded(cell) for cell in row] for row in found] == shown
        for row in found:
            for cell in row:
                assert not re.match(r"[=+\-@\t\r\n]", cell)


@given(st.text(max_size=60) | st.text('\x7f\x80\x9b\u202e\u2066\u2028é’中\\"', max_size=30))
def test_json_means_the_same_with_everything_escaped_that_acts(text: str) -> None:
    data = json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")
    shown = inert(data)
    assert json.loads(shown.decode("utf-8", "surrogatepass")) == text
    assert not ACTS.search(shown.decode("utf-8", "surrogatepass"))


keys = st.text("abxy-é", min_size=1, max_size=5).map(lambda key: f"x-{key}")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
events = st.fixed_dictionaries(
    {"date": st.sampled_from(["2001", "2002-03", "-0043", "2004-05-06T07:08Z"]), "title": st.text(max_size=20)},
    optional={"text": st.text(max_size=20), "people": st.lists(st.sampled_from(["a", "B c"]), max_size=2)},
)


@settings(max_examples=30)
@given(made=st.lists(st.tuples(events, st.dictionaries(keys, json_values, max_size=2)), min_size=1, max_size=4))
def test_json_lines_keep_every_key_of_any_event(tmp_path_factory: pytest.TempPathFactory, made: list[Any]) -> None:
    from openai_timeline.index.ask import Index
    from openai_timeline.index.bodies import Bodies
    from openai_timeline.index.fast import build_from

    document = {"events": [{**event, **own, "id": f"e{n}"} for n, (event, own) in enumerate(made)]}
    data = json.dumps(document).encode()
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    build_from(data, "x", connection)
    index = Index(connection)
    found = [json.loads(line) for line in Bodies(index).joined(range(index.total)).split(b"\n")]
    assert sorted(found, key=lambda e: e["id"]) == document["events"]


@pytest.mark.parametrize("form", FORMATS)
def test_no_control_byte_reaches_the_terminal(run: Run, tmp_path: Path, form: str) -> None:
    path = written(tmp_path, hostile())
    done = run("list", path, "--format", form, "--skip-bad")
    assert done.code == 0
    shown = (
        done.out.replace("\r\n", "\n") if form == "csv" else done.out.replace("\t", "") if form == "tsv" else done.out
    )
    assert not ACTS.search(shown), ACTS.search(shown)
    if form == "jsonl":
        assert done.out.count("\n") == 2
        assert json.loads(done.out.split("\n")[0])["place"] == ATTACK


def test_csv_gives_ids_for_names_and_for_events_without_one(run: Run, tmp_path: Path) -> None:
    document = {
        "people": [{"id": "jane", "name": "Jane Doe"}],
        "events": [
            {
                "date": "2020",
                "title": {"en": "A", "zh": "甲"},
                "people": ["Jane Doe", "jane", "John Roe"],
                "tags": ["a", "b"],
            },
            {"date": "2021", "title": "-B", "links": [{"url": "https://example.org"}], "importance": 1},
        ],
    }
    done = run("list", written(tmp_path, document), "--format", "csv", "--lang", "zh")
    first, second = csv.DictReader(io.StringIO(done.out, newline=""))
    assert (first["id"], first["title"], first["people"], first["tags"]) == ("2020-a", "甲", "jane; john-roe", "a; b")
    assert (second["title"], second["links"], second["importance"]) == ("'-B", "https://example.org", "1")
