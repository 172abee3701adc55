"""`show` and `memo`: what they print of a small timeline, mistakes, pagers; and attacks on all such commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import ACTS, Run, hostile, runner, written
from small_timeline import SMALL
from terminal_harness import Terminal
from test_cli import COMMAND

from openai_timeline.text import cell_width


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "70")
    return runner(capsys)


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    return written(tmp_path, SMALL)


# -- show

EVENT = """\
The board removes Sam Altman
Friday 17 November 2023, 12:28 PST · San Francisco

The board announced it in a post (https://openai.com/blog/leadership).

≠ The sources disagree
  Sources differ on who was told when.

Sources
[1] OpenAI announces leadership transition OpenAI · 17 Nov 2023
    https://openai.com/blog/leadership
[2] A book without an address A publisher

¶ Memo 1 of 2 · Leadership transition
  OpenAI's board, announcement
  Friday 17 November 2023
  excerpt

▌ He was not consistently candid in his communications with the board.

Sources
[3] OpenAI announces leadership transition OpenAI · 17 Nov 2023
    https://openai.com/blog/leadership

¶ Memo 2 of 2 · To the staff
  Sam Altman
  Friday 17 November 2023, 18:00 PST
  digest by the editors, not the original words

▌ He thanked them.

Kind           removed
People         Sam Altman, Mira Murati
Organisations  OpenAI
Id             removed
"""


def test_an_event_is_shown_as_in_the_reader(run: Run, small_file: Path) -> None:
    assert run("show", "-f", small_file, "removed") == (0, EVENT, "")


def test_a_person_is_shown_as_in_the_pane(run: Run, small_file: Path) -> None:
    done = run("show", "-f", small_file, "mira-murati")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Mira Murati 米拉·穆拉蒂 Ermira Murati"
    assert lines[1] == "born 16 December 1988 in Vlorë · 5 events · 1 memo"
    for said in ("Chief technology officer", "An engineer who led research and product.", "told differently"):
        assert said in done.out
    assert run("show", "-f", small_file, "穆拉蒂").out == done.out
    assert run("show", "-f", small_file, "ERMIRA").out == done.out


def test_a_source_says_what_rests_on_it(run: Run, small_file: Path) -> None:
    out = run("show", "-f", small_file, "blog").out
    assert out.startswith("OpenAI announces leadership transition\nPublisher      OpenAI\n")
    assert "Address        https://openai.com/blog/leadership\n" in out
    assert "Rests on it: 6\n" in out
    assert "17 Nov 2023: The board removes Sam Altman [removed]" in out
    assert "Sam Altman: life and roles [sam-altman]" in out


def test_an_organisation_says_who_was_there(run: Run, small_file: Path) -> None:
    out = run("show", "-f", small_file, "tesla", "--as", "organisation").out
    assert "Names          Tesla, 特斯拉\n" in out
    assert "· Mira Murati: Product manager\n" in out
    assert run("show", "-f", small_file, "特斯拉").out == out


def test_one_id_of_several_records_is_said(run: Run, small_file: Path) -> None:
    done = run("show", "-f", small_file, "tesla")
    assert done.out.startswith("Mira Murati joins Tesla\n")
    assert done.err == "openai-timeline: an organisation has this id too: --as organisation shows it\n"


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_pages_are_as_wide_as_the_terminal(
    run: Run, small_file: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for id_ in ("removed", "mira-murati", "openai", "farewell"):
        lines = run("show", "-f", small_file, id_).out.splitlines()
        long = [line for line in lines if cell_width(line) > width]
        assert all("https://" in line for line in long)


@pytest.mark.parametrize("id_", ["removed", "mira-murati", "farewell", "blog", "openai"])
def test_json_is_the_object_of_the_format(run: Run, small_file: Path, id_: str) -> None:
    found = run("show", "-f", small_file, id_, "--format", "json").json
    lists = ("events", "people", "memos", "sources", "organisations")
    for study in found.get("education", ()):  # of a school that no list has, only the name is known
        study["organisation"] = "Thayer School"
    assert found in [item for key in lists for item in SMALL[key]]


def test_markdown_of_an_event(run: Run, small_file: Path) -> None:
    out = run("show", "-f", small_file, "leaves", "--format", "markdown").out
    assert out == (
        "# Mira Murati resigns\n\n**25 September 2024, 12:34 PDT**\n\nShe leaves to do her own exploration.\n\n"
        "- Kind: left\n- People: Mira Murati\n- Organisations: OpenAI\n- Tags: leadership\n\n"
        "Sources:\n\n1. [I shared the note below](https://x.com/miramurati/1), X\n\n"
        "## The note to the team\n\n"
        "Mira Murati, post on X, to everyone at OpenAI, 25 September 2024, 12:34 PDT, full text\n\n"
        "> Hi all,\n>\n> I have something to **share** with you.\n>\n> After much reflection, I have made the "
        "difficult decision to leave OpenAI.\n>\n> Mira\n\n"
        "Editors’ notes:\n\n1. “diffcult” in the copy, here “difficult”. text recognition\n\n"
        "Sources:\n\n1. [I shared the note below](https://x.com/miramurati/1), X\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody-at-all"], "no record has the id 'nobody-at-all'"),
        (["Mira Murato"], "the nearest: Mira Murati"),
        (["a m"], "several names"),
        (["removed", "--as", "memo"], "no memo has the id 'removed'"),
        (["xyz", "--as", "person"], "no person is called 'xyz'"),
        (["\x1b[2J"], "no record has the id"),
        ([""], "no record has the id ''"),
    ],
)
def test_what_is_not_there_is_said(run: Run, small_file: Path, arguments: list[str], said: str) -> None:
    done = run("show", "-f", small_file, *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


# -- memo


def test_a_memo_is_printed_with_its_form_and_its_notes(run: Run, small_file: Path) -> None:
    out = run("memo", "-f", small_file, "farewell").out
    assert out.startswith("The note to the team\nMira Murati\nWednesday 25 September 2024, 12:34 PDT\n")
    assert "post on X, to everyone at OpenAI · full text\n" in out
    assert "made the difficult¹ decision" in " ".join(out.split())
    assert " 1 “diffcult” in the copy, here “difficult”. text recognition\n" in out
    assert "https://x.com/miramurati/1\n" in out


def test_the_memos_of_an_event(run: Run, small_file: Path) -> None:
    out = run("memo", "-f", small_file, "removed").out
    assert out.index("Leadership transition") < out.index("To the staff")
    assert "digest by the editors, not the original words" in out
    done = run("memo", "-f", small_file, "founded")
    assert (done.code, done.out) == (2, "")
    assert "no memo has the id 'founded', and no event with memos" in done.err


def terminal(folder: Path, arguments: list[str], **environment: str) -> tuple[int, str]:
    """The command in a terminal of its own; its exit code and what was shown."""
    path = written(folder, SMALL)
    command = [COMMAND, "memo", "-f", str(path), *arguments]
    with Terminal(command, env={"LESS": "", "LESSOPEN": "", **environment}) as shown:
        code = shown.wait()
        return code, shown.read().decode().replace("\r\n", "\n")


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("pager", "marked"),
    [("sed s/^/PAGED./", True), ("sed 's/^/PAGED./'", True), ("cat", False), ("no-such-pager-at-all", None)],
)
def test_on_a_terminal_it_comes_through_the_pager(tmp_path: Path, pager: str, marked: bool | None) -> None:
    if marked is None:
        # Nothing else to be found either.
        code, out = terminal(tmp_path, ["farewell"], PAGER=pager, PATH=str(Path(COMMAND).parent))
        marked = False
    else:
        code, out = terminal(tmp_path, ["farewell"], PAGER=pager)
    assert code == 0
    assert ("PAGED.The note to the team\n" in out) is marked
    assert "The note to the team\n" in out
    assert "PAGED" not in terminal(tmp_path, ["farewell", "--no-pager"], PAGER=pager)[1]


@pytest.mark.terminal
def test_a_pager_that_ends_early_is_no_trouble(tmp_path: Path) -> None:
    code, out = terminal(tmp_path, ["farewell"], PAGER="head -n 1")
    assert (code, out) == (0, "The note to the team\n")
    assert terminal(tmp_path, ["farewell"], PAGER="true") == (0, "")


# -- attacks


@pytest.mark.parametrize(
    "arguments",
    [
        *(["show", id_, "--format", form] for id_ in "epmso" for form in ("text", "json", "markdown")),
        *(["memo", "m", "--format", form] for form in ("text", "json", "markdown")),
        *(["people", "--format", form] for form in ("text", "table", "json", "jsonl", "markdown", "csv", "tsv")),
        *(["search", "evil", "--format", form] for form in ("text", "table", "json", "jsonl", "markdown")),
        ["completion", "--names", "records", ""],
        ["list"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_control_byte_reaches_the_terminal(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    path = written(tmp_path, hostile())
    skip = [] if arguments[0] == "completion" else ["--skip-bad"]
    done = run(*arguments, "-f", path, *skip)
    assert done.code == 0, done.err
    shown = done.out.replace("\r\n", "\n") if "csv" in arguments else done.out
    shown = shown.replace("\t", "") if {"tsv", "completion"} & set(arguments) else shown
    assert shown
    assert not ACTS.search(shown + done.err)
