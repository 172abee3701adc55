"""The installed command between pipes: options, filters, what is said of mistakes, exit codes, streams that end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from small_timeline import IN_ORDER, SMALL

from openai_timeline import __version__
from openai_timeline.cli import main
from openai_timeline.commands.events import Printing, rows
from openai_timeline.files.read import read_bytes
from openai_timeline.index.ask import Index

COMMAND = str(Path(sys.executable).parent / "openai-timeline")
SHORT = {"capture_output": True, "timeout": 30, "check": False}

BAD = {"events": [{"date": "2023-02-30", "title": "bad"}, {"date": "2023", "title": "good"}, {"title": "dateless"}]}


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("files") / "small.json"
    path.write_text(json.dumps(SMALL, ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.fixture
def bad_file(tmp_path: Path) -> str:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(BAD), encoding="utf-8")
    return str(path)


def environment(**settings: str) -> dict[str, str]:
    """As it usually is: output into pipes is buffered."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}, **settings}


def call(*arguments: str, settings: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own; nothing on standard input unless given."""
    if "input" not in options:
        options.setdefault("stdin", subprocess.DEVNULL)
    options = {**SHORT, "text": True, "encoding": "utf-8", "env": environment(**(settings or {})), **options}
    return subprocess.run([COMMAND, *arguments], **options)


class Done:
    """What a call inside this process gave."""

    def __init__(self, code: object, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        self.titles = [line[24:].split(maxsplit=1)[1] for line in out.splitlines()]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], small_file: str) -> Any:
    """`list` with arguments on the small timeline, in this process, for it is fast."""

    def run(*arguments: str, file: str = small_file) -> Done:
        with pytest.raises(SystemExit) as stopped:
            main(["list", file, *arguments])
        out, err = capsys.readouterr()
        return Done(stopped.value.code, out, err)

    return run


# -- rows and filters


def test_the_list_is_one_row_an_event(small_file: str) -> None:
    done = call("list", small_file)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(IN_ORDER)
    assert lines[0] == "2013                    joined     Mira Murati joins Tesla"
    assert lines[7] == "2023-11-17T12:28-08:00  removed    The board removes Sam Altman"


def test_the_bundled_record_is_listed_where_no_file_is_named() -> None:
    done = call("list", "--person", "Mira Murati", "--kind", "left")
    assert done.returncode == 0
    assert "2024-09-25" in done.stdout


TITLES = {
    "tesla": "Mira Murati joins Tesla", "joins": "Mira Murati joins OpenAI", "leaves": "Mira Murati resigns",
    "interim": "Mira Murati becomes interim chief executive", "removed": "The board removes Sam Altman",
    "founded": "OpenAI is announced", "lone": "After almost a decade", "return": "Sam Altman returns",
    "spring": "Work on language models", "november": "A month of turmoil", "beijing": "北京的一次会议，“大模型”与未来",
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--person", "mira-murati"], "tesla joins interim removed leaves"),
        (["--person", "Mira Murati"], "tesla joins interim removed leaves"),
        (["--person", "murati"], "tesla joins interim removed leaves"),
        (["--person", "ERMIRA"], "tesla joins interim removed leaves"),
        (["--person", "穆拉蒂"], "tesla joins interim removed leaves"),
        (["--person", "quinonero"], "joins"),
        (["--person", "wang wei"], "beijing"),
        (["--person", "sutskever", "--person", "wang"], "founded beijing lone"),
        (["--person", "altman", "--person", "murati", "--all"], "removed"),
        (["--all"], " ".join(IN_ORDER)),
        (["--org", "tesla"], "tesla"),
        (["--org", "特斯拉"], "tesla"),
        (["--kind", "left", "--kind", "removed"], "removed leaves"),
        (["--kind", "conference"], "beijing"),
        (["--from", "2024"], "lone leaves"),
        (["--from", "sep 2024"], "leaves"),
        (["--to", "2015"], "tesla founded"),
        (["--from", "2018", "--to", "2019"], "spring joins beijing"),
        (["--from", "17 nov 2023", "--to", "2023-11-17"], "november interim removed"),
        (["--text", "murati RESIGNS"], "leaves"),
        (["--text", "candid"], "removed"),
        (["--text", "大模型"], "beijing"),
        (["--text", ""], " ".join(IN_ORDER)),
        (["--person", "murati", "--kind", "joined", "--from", "2014"], "joins"),
        (["--tag", "leadership"], "leaves"),
        (["--tag", "LeaderSHIP", "--with-memo"], "leaves"),
        (["--with-memo"], "removed lone leaves"),
        (["--disputed"], "november removed"),
    ],
)
def test_filters(run: Any, arguments: list[str], shown: str) -> None:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    assert done.titles == [TITLES[event] for event in shown.split()]


def test_titles_come_in_the_language_asked_for(run: Any) -> None:
    assert run("--kind", "left", "--lang", "zh").titles == ["米拉·穆拉蒂辞职"]
    assert run("--kind", "left", "--lang", "zh-Hant-TW").titles == ["米拉·穆拉蒂辞职"]
    assert run("--kind", "left", "--lang", "xx").titles == ["Mira Murati resigns"]


@pytest.mark.parametrize(
    "arguments", [["--from", "2030"], ["--text", "zzz"], ["--from", "2024", "--to", "2020"], ["--text", "\udcff"]]
)
def test_nothing_that_matches_is_exit_1(run: Any, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out, done.err) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--person", "Mira Murato"], ["no person is called 'Mira Murato'", "Mira Murati"]),
        (["--person", "suskever"], ["Ilya Sutskever"]),
        (["--person", "zzzzzz"], ["no person is called 'zzzzzz'"]),
        (["--person", ""], ["no person is called ''"]),
        (["--person", "   "], ["no person is called"]),
        (["--person", "a"], ["several names"]),
        (["--person", "a m"], ["is part of several names", "Mira Murati", "Sam Altman"]),
        (["--person", "\udcff"], ["no person is called"]),
        (["--person", "\x1b[31mx"], ["no person is called"]),
        (["--org", "openia"], ["no organisation is called 'openia'", "OpenAI"]),
        (["--kind", "fired"], ["no event is of the kind 'fired'", "removed", "left"]),
        (["--tag", "leadershp"], ["no event has the tag 'leadershp'", "leadership"]),
        (["--from", "2023-02-30"], ["February 2023 has 28 days"]),
        (["--to", "whenever"], ["whenever", "not understood"]),
    ],
)  # fmt: skip
def test_what_nothing_is_called_is_said_on_one_line_with_the_nearest(
    run: Any, arguments: list[str], said: list[str]
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("openai-timeline: ")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err
    for words in said:
        assert words in done.err


def test_a_whole_name_goes_before_parts_of_longer_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people = [{"id": "a", "name": "Li Ma"}, {"id": "b", "name": "Li Mason"}, {"id": "li ma", "name": "Else"}]
    events = [{"date": "2020", "title": person["id"], "people": [person["id"]]} for person in people]
    path = tmp_path / "f.json"
    path.write_text(json.dumps({"people": people, "events": events}), encoding="utf-8")
    for typed, expected in (("Li Ma", "a"), ("LI MA", "a"), ("mason", "b"), ("li ma", "li ma")):
        with pytest.raises(SystemExit) as stopped:
            main(["list", str(path), "--person", typed])
        assert stopped.value.code == 0
        assert capsys.readouterr().out.split(maxsplit=2)[2].strip() == expected


def test_a_shell_may_pass_on_what_is_no_utf_8(small_file: str) -> None:
    for option in ("--text", "--person", "--org", "--kind", "--tag", "--from", "--lang"):
        done = subprocess.run([COMMAND, "list", small_file, option, b"\xff\xfe"], stdin=subprocess.DEVNULL, **SHORT)
        assert done.returncode in (0, 1, 2), option
        assert b"Traceback" not in done.stderr


# -- usage


def test_version_and_help() -> None:
    done = call("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"openai-timeline {__version__}\n", "")
    for arguments in (["--help"], ["list", "--help"]):
        done = call(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        for option in ("--person", "--org", "--kind", "--from", "--to", "--text", "--lang", "--skip-bad", "exit codes"):
            assert option in done.stdout
    for option in ("--at", "--fresh", "--zone", "--ascii", "--version"):
        assert option in call("--help").stdout


@pytest.mark.parametrize("arguments", [["--nonsense"], ["list", "--pers", "x"], ["a", "b"], ["list", "--at", "2020"]])
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: openai-timeline" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "same"),
    [
        (["--person", "murati", "list"], ["list", "--person", "murati"]),
        (["--skip-bad", "list", "--limit", "3"], ["list", "--skip-bad", "--limit", "3"]),
        (["--kind", "left", "people", "--format", "csv"], ["people", "--kind", "left", "--format", "csv"]),
        (["--text", "list"], ["list", "--text", "list"]),
        (["--lang", "zh", "search", "list", "--all"], ["search", "list", "--all", "--lang", "zh"]),
    ],
)
def test_filters_may_stand_before_the_command(small_file: str, arguments: list[str], same: list[str]) -> None:
    done, expected = (call(*words, "-f", small_file) for words in (arguments, same))
    assert (done.returncode, done.stdout, done.stderr) == (expected.returncode, expected.stdout, expected.stderr)
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("option", ["--tag=leadership", "--with-memo", "--disputed"])
def test_every_command_has_every_filter(small_file: str, option: str) -> None:
    def ids(*command: str) -> list[str]:
        done = call(*command, "-f", small_file, option)
        assert done.returncode in (0, 1), done.stderr
        return [json.loads(line)["id"] for line in done.stdout.splitlines()]

    listed = ids("list", "--format", "jsonl")
    assert 0 < len(listed) < len(IN_ORDER)
    assert set(ids("export", "--to", "jsonl")) == {*listed} - {"lone"}  # a memo that no event names is no event there
    assert set(ids("search", "murati", "--format", "jsonl")) <= set(listed)
    assert 0 < len(ids("people", "--format", "jsonl")) < len(SMALL["people"]) + 2


@pytest.mark.parametrize(("word", "said"), [("lsit", "list"), ("serach", "search"), ("exprot", "export")])
def test_a_command_that_is_misspelt_is_told_the_nearest(tmp_path: Path, word: str, said: str) -> None:
    done = call(word, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"openai-timeline: {word}: there is no such file, nor such a command; the nearest is {said}\n"
    assert call("nothing", cwd=tmp_path).stderr == "openai-timeline: nothing: there is no such file\n"


def test_a_file_may_be_called_list(tmp_path: Path) -> None:
    (tmp_path / "list").write_text('{"events":[{"date":"2020","title":"x"}]}', encoding="utf-8")
    assert call("./list", cwd=tmp_path).stdout.split() == ["2020", "other", "x"]


# -- files and their faults


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"{", "1:"),
        (b"[]", "not a timeline"),
        (b"<html>", ""),
        (b"\x7fELF", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_2(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "f.json"
    if data is not None:
        path.write_bytes(data)
    for arguments in (["list", str(path)], [str(path)]):
        done = call(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("openai-timeline: ")
        assert done.stderr.count("\n") == 1
        assert said in done.stderr


def test_parts_that_cannot_be_read_are_said_and_nothing_is_printed(bad_file: str) -> None:
    for arguments in (["list", bad_file], [bad_file]):
        done = call(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "$.events[0].date" in done.stderr
        assert "$.events[2]" in done.stderr
        assert "2 parts could not be read" in done.stderr
        assert "--skip-bad" in done.stderr


def test_the_rest_is_listed_where_bad_parts_are_skipped(bad_file: str) -> None:
    for arguments in (["list", bad_file, "--skip-bad"], ["--skip-bad", bad_file]):
        done = call(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.split() == ["2023", "other", "good"]


def test_a_timeline_without_events_matches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text('{"events": []}', encoding="utf-8")
    done = call("list", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


# -- standard input and output


def test_where_output_is_no_terminal_the_bare_command_lists(small_file: str) -> None:
    for extra in ([], ["--person", "murati"], ["--lang", "zh"]):
        assert call(small_file, *extra).stdout == call("list", small_file, *extra).stdout != ""


def test_a_timeline_comes_in_by_a_dash_or_just_by_the_pipe() -> None:
    document = json.dumps(SMALL)
    for arguments in (["-"], [], ["list", "-"], ["list", "-", "--person", "murati"]):
        done = call(*arguments, input=document)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Mira Murati resigns" in done.stdout
    assert call("-", input="").returncode == 2
    assert "standard input" in call("-", input="{").stderr


def test_a_file_may_be_standard_input(small_file: str) -> None:
    for arguments in ([], ["-"]):
        with Path(small_file).open("rb") as file:
            assert call(*arguments, stdin=file).stdout.count("\n") == len(IN_ORDER)


def test_a_pipe_that_stands_open_and_silent_does_not_hang() -> None:
    read, write = os.pipe()
    try:
        done = call("--kind", "founding", stdin=read, timeout=20)
    finally:
        os.close(read)
        os.close(write)
    assert done.returncode == 0
    assert "standard input is silent" in done.stderr
    assert done.stdout


def test_nothing_on_standard_input_is_no_timeline() -> None:
    done = call("--kind", "founding", input="")
    assert (done.returncode, done.stderr) == (0, "")


def test_closed_streams_are_no_trouble(small_file: str) -> None:
    for redirection, code in (("<&-", 0), ("2>&-", 0), (">&-", 74), ("<&- >&- 2>&-", 74)):
        done = subprocess.run(["sh", "-c", f'exec "{COMMAND}" list "{small_file}" {redirection}'], **SHORT)
        assert done.returncode == code, redirection
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["list"], ["--help"], []], ids=str)
def test_a_closed_pipe_ends_it_quietly(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = call(*arguments, stdout=write, stderr=subprocess.PIPE, capture_output=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_head_gets_its_lines() -> None:
    done = subprocess.run(["sh", "-c", f'"{COMMAND}" list | head -n 2'], stdin=subprocess.DEVNULL, **SHORT)
    assert done.stdout.count(b"\n") == 2
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["list"], ["--help"], ["--version"]], ids=str)
def test_a_full_disk_is_one_line_and_exit_74(arguments: list[str]) -> None:
    for settings in ({}, {"PYTHONUNBUFFERED": "1"}):
        with Path("/dev/full").open("wb") as full:
            done = call(*arguments, stdout=full, stderr=subprocess.PIPE, capture_output=False, settings=settings)
        assert done.returncode == 74
        assert done.stderr == "openai-timeline: the output could not be written: No space left on device\n"


def test_interrupted_it_ends_with_130() -> None:
    process = subprocess.Popen(
        [COMMAND, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(0.7)  # by then it waits for its input
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"NO_COLOR": "1"},
        {"TERM": "dumb"},
        {"PYTHONWARNINGS": "error"},
    ],
    ids=str,
)
def test_any_locale_can_print_the_list(small_file: str, settings: dict[str, str]) -> None:
    done = subprocess.run(
        [COMMAND, "list", small_file, "--lang", "zh"], stdin=subprocess.DEVNULL, env=environment(**settings), **SHORT
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == len(IN_ORDER)
    text = done.stdout.decode("utf-8" if b"\xe7" in done.stdout else "ascii")
    assert "米拉·穆拉蒂辞职" in text or "\\u7c73" in text


def test_words_on_standard_error_survive_ascii(small_file: str) -> None:
    done = subprocess.run(
        [COMMAND, "list", small_file, "--person", "穆"],
        stdin=subprocess.DEVNULL,
        env=environment(PYTHONIOENCODING="ascii"),
        **SHORT,
    )
    assert done.returncode == 0
    done = subprocess.run(
        [COMMAND, "list", small_file, "--person", "穆穆"],
        stdin=subprocess.DEVNULL,
        env=environment(PYTHONIOENCODING="ascii"),
        **SHORT,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"\\u7a46" in done.stderr


def test_no_row_ever_holds_a_control_character() -> None:
    events = [
        {"date": "2020", "title": "a\x1b]0;x\x07b\nc\rd", "kind": "k\x1b[31m"},
        {"date": "2021", "title": "e\u202ef\u2028g\x9b31m", "kind": "\n"},
        {"date": "2022", "title": "", "kind": ""},
    ]
    index = Index.in_memory(read_bytes(json.dumps({"events": events}).encode(), "f").timeline)
    listed = list(rows(Printing(index, index.everything.positions, "en")))
    assert len(listed) == index.total
    for row in listed:
        assert row.isprintable(), repr(row)
