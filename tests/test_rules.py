"""The rules of the house, held to the code itself: who imports whom, how long things are, what starts without what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openai_timeline.files.bundled import bundled_path

PACKAGE = Path(__file__).parent.parent / "tui" / "openai_timeline"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 45

# Longer ones, each with a reason that a reader would accept.
LONG_FILES: dict[str, str] = {
    "ui/screens/main.py": "one screen is the one writer of selection and cursor; parts of it elsewhere would be two",
}
LONG_FUNCTIONS: dict[str, str] = {}

# Which rooms (or modules at the top) a room may import, besides itself.
ALLOWED = {
    "model": set[str](),
    "files": {"model"},
    "index": {"model", "files"},
    "text": {"cells"},
    "cells": set[str](),
    "state": set[str](),
    "notes": set[str](),
    "paths": set[str](),
    "pictures": {"index", "model", "text", "cells"},
    "listing": {"index", "model", "text"},
    "resolve": {"index", "model", "text"},
    "ui": {"index", "model", "files", "pictures", "text", "cells", "state", "paths", "notes"},
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """`model` of model/dates.py, `text` of text.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module imported by a file, by its whole name, and whether that is at the top (so on every import)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lazy = {id(inner) for function in functions for inner in ast.walk(function)}
    lazy |= {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    package = ("openai_timeline", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) not in lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            if module == "openai_timeline":
                yield from ((f"{module}.{alias.name}", id(node) not in lazy) for alias in node.names)
            yield module, id(node) not in lazy


def test_the_rules_see_imports_however_they_are_written() -> None:
    seen = dict(imports_of(PACKAGE / "viewing.py"))
    assert seen["openai_timeline.index.ask"] is True
    assert seen["openai_timeline.ui.app"] is False
    assert ("rich.cells", False) in set(imports_of(PACKAGE / "cells.py"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    if room not in ALLOWED:
        return
    rooms = {module.split(".")[1] for module, _ in imports_of(path) if module.startswith("openai_timeline.")}
    assert rooms - ALLOWED[room] - {room, "__version__"} == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_textual_and_rich_stay_in_the_viewer(path: Path) -> None:
    found = {(module.split(".")[0], at_top) for module, at_top in imports_of(path)}
    found = {(module, at_top) for module, at_top in found if module in ("textual", "rich")}
    if room_of(path) == "ui":
        return
    if room_of(path) in ("text", "cells"):
        assert found <= {("rich", False)}
    else:
        assert found == set()


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) == "model"], ids=name_of)
def test_the_model_does_no_input_or_output(path: Path) -> None:
    modules = {module.split(".")[0] for module, _ in imports_of(path)}
    assert modules.isdisjoint({"os", "io", "sys", "pathlib", "sqlite3", "subprocess", "tempfile", "socket", "shutil"})


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= LONGEST_FILE or name_of(path) in LONG_FILES, f"{lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            name = f"{name_of(path)}:{node.name}"
            assert length <= LONGEST_FUNCTION or name in LONG_FUNCTIONS, f"{name} has {length} lines"


def test_nothing_is_excused_that_needs_no_excuse() -> None:
    long = {name_of(path) for path in FILES if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE}
    assert set(LONG_FILES) <= long


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


LOADED = """
import sys
from openai_timeline.cli import main
try:
    main(sys.argv[1:])
finally:
    sys.stdout.flush()
    print("\\n".join(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def modules_after(*arguments: str) -> set[str]:
    """The packages that a whole run of the command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [("--version",), ("--help",), ("list", "--help"), ("list",), ("list", "--person", "murati"), ()],
    ids=" ".join,
)
def test_the_command_starts_without_textual_and_rich(arguments: tuple[str, ...]) -> None:
    loaded = modules_after(*arguments)
    assert "argparse" in loaded
    assert loaded.isdisjoint({"textual", "rich", "markdown_it", "pygments", "asyncio", "dateutil", "difflib"})


def test_the_list_of_chinese_titles_needs_no_rich_either() -> None:
    assert modules_after("list", "--lang", "zh", "--text", "OpenAI").isdisjoint({"textual", "rich"})


def test_an_everyday_date_costs_no_dateutil() -> None:
    assert "dateutil" not in modules_after("list", str(bundled_path()), "--from", "2023-11")
