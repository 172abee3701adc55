"""The rules of the house, held to the code itself: who imports whom, how long things are, what starts without what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
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
# What puts all together may import everything.
FREE = {"__init__", "__main__", "cli", "commands", "viewing"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """`model` of model/dates.py, `text` of text.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> frozenset[tuple[str, bool]]:
    """Every module imported by a file, by its whole name, and whether that is at the top (so on every import)."""
    return frozenset(_imports_of(path))


def _imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    nodes = list(ast.walk(tree_of(path)))
    lazily = [
        node
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    lazy = {id(inner) for node in lazily for inner in ast.walk(node)}
    package = ("openai_timeline", *path.relative_to(PACKAGE).parent.parts)
    for node in nodes:
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
    assert ("rich.cells", False) in imports_of(PACKAGE / "cells.py")


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in FILES} - set(ALLOWED) <= FREE


def test_each_room_imports_only_what_it_may() -> None:
    wrong = {
        f"{name_of(path)} imports {module}"
        for path in FILES
        for module, _ in imports_of(path)
        if module.startswith("openai_timeline.") and room_of(path) in ALLOWED
        if module.split(".")[1] not in {*ALLOWED[room_of(path)], room_of(path), "__version__"}
    }
    assert wrong == set()


def test_textual_and_rich_stay_in_the_viewer() -> None:
    """But for the widths of characters, for which Rich is asked when a width is."""
    wrong = {
        f"{name_of(path)} imports {module}"
        for path in FILES
        for module, at_top in imports_of(path)
        if module.split(".")[0] in ("textual", "rich") and room_of(path) != "ui"
        if at_top or room_of(path) not in ("text", "cells") or module.startswith("textual")
    }
    assert wrong == set()


def test_the_model_does_no_input_or_output() -> None:
    kept_out = {"os", "io", "sys", "pathlib", "sqlite3", "subprocess", "tempfile", "socket", "shutil"}
    wrong = {
        f"{name_of(path)} imports {module}"
        for path in FILES
        for module, _ in imports_of(path)
        if room_of(path) == "model" and module.split(".")[0] in kept_out
    }
    assert wrong == set()


def length_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_files_stay_short() -> None:
    """And nothing is excused that needs no excuse."""
    assert {name_of(path) for path in FILES if length_of(path) > LONGEST_FILE} == set(LONG_FILES)


def test_functions_stay_short() -> None:
    long = {
        f"{name_of(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert set(long) == set(LONG_FUNCTIONS), long


def test_every_module_says_what_it_is() -> None:
    assert [name_of(path) for path in FILES if not ast.get_docstring(tree_of(path))] == []


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
