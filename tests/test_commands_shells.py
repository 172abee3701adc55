"""Help, completion and the manual: made from the commands themselves, and current."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, runner, written
from small_timeline import SMALL
from test_cli import COMMAND, call, environment
from test_rules import modules_after

from openai_timeline.commands import COMMANDS, GROUPS, manual
from openai_timeline.commands.describe import commands

ROOT = Path(__file__).parent.parent
SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


# -- help


def test_the_help_lists_every_command_on_a_line() -> None:
    out = call("--help").stdout
    for group, members in GROUPS.items():
        assert f"\n  {group}\n" in out
        for name, line in members.items():
            assert re.search(rf"^    {name} +{re.escape(line)}$", out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_exit_codes(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: openai-timeline {name} ")
    assert "\nexamples:\n" in done.out
    assert f"openai-timeline {name}" in done.out.partition("\nexamples:\n")[2]
    assert "\nexit codes:\n" in done.out
    assert all(line.isprintable() for line in done.out.splitlines())


def test_the_lines_of_a_group_are_short() -> None:
    assert all(len(line) <= 75 and not line.endswith(".") for line in COMMANDS.values())


@pytest.mark.parametrize("name", ["list", "search", "people"])
def test_filters_are_the_same_everywhere(name: str) -> None:
    described = {command.name: command for command in commands()}
    filters = [argument for argument in described[""].arguments if argument.group == manual.FILTERS]
    assert [a for a in described[name].arguments if a.group == manual.FILTERS] == filters
    assert len(filters) >= 7


def test_every_command_that_opens_a_timeline_takes_f() -> None:
    own = {"check", "format", "schema", "import", "notes", "cache", "diff"}
    for command in commands():
        names = {name for argument in command.options() for name in argument.names}
        assert {"-f", "--file"} <= names or command.name in own or command.name == "completion"


# -- the start


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--format", "jsonl"], ["list", "--format", "csv"], ["list", "--format", "markdown"], ["people"],
        ["schema"], ["list", "--help"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    heavy = {"textual", "rich", "pygments", "asyncio", "dateutil", "difflib", "jsonschema", "icalendar"}
    assert modules_after(*arguments).isdisjoint(heavy)


def test_pages_are_laid_out_without_textual() -> None:
    for arguments in (["show", "mira-murati"], ["memo", "murati-farewell"], ["search", "board"]):
        assert "textual" not in modules_after(*arguments)


# -- the manual


def test_the_manual_is_current() -> None:
    assert (ROOT / "docs" / "openai-timeline.1").read_text(encoding="utf-8") == manual.page(), "make man"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_the_manual_is_right_and_names_every_option() -> None:
    page = ROOT / "docs" / "openai-timeline.1"
    command = ["groff", "-man", "-Tutf8", "-Kutf8", "-wall", "-P-cbou", "-rLL=100n", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    shown = done.stdout.replace("‐\n", "")
    for described in commands():
        assert described.name in shown
        for argument in described.options():
            assert all(name in shown for name in argument.names)


# -- completion


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_right(run: Run, tmp_path: Path, shell: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    for name in COMMANDS:
        assert name in done.out
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    script = tmp_path / "script"
    script.write_text(done.out, encoding="utf-8")
    checked = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_another_shell_is_said(run: Run) -> None:
    assert run("completion", "tcsh") == (2, "", "openai-timeline: 'tcsh' is none of bash, zsh, fish\n")
    assert run("completion").code == 2


def test_names_are_found_by_their_words(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, SMALL)
    assert run("completion", "-f", path, "--names", "people", "mur").out == "mira-murati\tMira Murati\n"
    assert run("completion", "-f", path, "--names", "people", "ermira").out == "mira-murati\tMira Murati\n"
    assert run("completion", "-f", path, "--names", "records", "open").out == (
        "openais-board\tOpenAI's board\nopenai\tOpenAI\n"
    )
    assert run("completion", "-f", path, "--names", "memos", "note").out == "farewell\tThe note to the team\n"
    assert run("completion", "-f", path, "--names", "cited", "book").out == "book\tA book without an address\n"
    assert run("completion", "-f", path, "--names", "people", "zzz") == (0, "", "")


def test_nothing_that_a_shell_would_read_is_completed(run: Run, tmp_path: Path) -> None:
    bad = ["$(touch x)", "`x`", "a;b", "a b", "-x", "a'b", 'a"b', "a\nb", "~", "*", "a|b", "$HOME", "!!", "\x1b[31m"]
    people = [{"id": id_, "name": "Ada"} for id_ in [*bad, "good-one", "été"]]
    path = written(tmp_path, {"people": people, "events": [{"date": "2020", "title": "x"}]})
    out = run("completion", "-f", path, "--names", "people", "ada").out
    assert out == "good-one\tAda\nété\tAda\n"


TRY = """
source {script}
try() {{ COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _openai_timeline; echo "${{COMPREPLY[*]}}"; }}
try openai-timeline sear
try openai-timeline list --format j
try openai-timeline list --rev
try openai-timeline list --person -f {file} mur
try openai-timeline people -f {file} --person mur
try openai-timeline memo -f {file} fare
try openai-timeline completion z
try openai-timeline list --limit 1
"""


def in_shell(shell: str, script: str) -> list[str]:
    settings = environment(PATH=f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}")
    command = [shell, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=settings, timeout=30, check=False)
    assert done.stderr == ""
    return done.stdout.split("\n")


def test_bash_completes(run: Run, tmp_path: Path) -> None:
    script, file = tmp_path / "script", written(tmp_path, SMALL)
    script.write_text(run("completion", "bash").out, encoding="utf-8")
    found = in_shell("bash", TRY.format(script=script, file=file))
    assert found[:3] == ["search", "json jsonl", "--reverse"]
    assert found[4:8] == ["mira-murati", "farewell", "zsh", ""]


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes(run: Run, tmp_path: Path) -> None:
    script, file = tmp_path / "script", written(tmp_path, SMALL)
    script.write_text(run("completion", "fish").out, encoding="utf-8")
    typed = ("sear", "list --format js", f"memo -f {file} fare", f"people -f {file} --person mur")
    asked = "; ".join(f"complete -C'openai-timeline {line}'" for line in typed)
    found = [line.split("\t")[0] for line in in_shell("fish", f"source {script}; {asked}")]
    assert found == ["search", "json", "jsonl", "farewell", "mira-murati", ""]


def test_the_wheel_brings_the_schema_and_the_manual() -> None:
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "data/timeline.schema.json" in wheel["force-include"]
    assert "docs/openai-timeline.1" in wheel["shared-data"]
    assert json.loads((ROOT / "data" / "timeline.schema.json").read_bytes())
    assert sys.version_info >= (3, 11)
