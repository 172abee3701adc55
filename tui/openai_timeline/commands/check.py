"""`openai-timeline check`: what a timeline file could have better."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from .common import EXIT_NOTHING, EXIT_USAGE, Stop, new_parser, say, standard_input

if TYPE_CHECKING:
    from ..files.findings import Checked
    from ..files.problems import Problem

EXIT_FINDINGS = EXIT_NOTHING
SHOWN = 50  # findings of one rule that are given in full in text
STDIN = "standard input"

EPILOG = """Each finding has a place, a severity, the path in the JSON, what is wrong, a hint and the name of its rule.
An error means that the file cannot be shown as it is meant; a warning, that it can. Text gives at most 50 findings
of one rule and counts the rest; json gives all.

examples:
  openai-timeline check my-timeline.json
  openai-timeline check --strict data/timeline.json     warnings count too
  openai-timeline check --format json a.json b.json | jq '.files[].findings[].rule'
  curl … | openai-timeline check -

Exits 0 where nothing is found (warnings may be), 1 where there are errors, or anything with --strict, and 2 where a
file cannot be read at all."""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("check", "Say what is wrong with a timeline, and what could be better.", EPILOG)
    what = "a timeline in JSON, or - for standard input; absent, the bundled history of OpenAI"
    parser.add_argument("files", nargs="*", metavar="FILE", help=what)
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text is the default")
    parser.add_argument("--rules", action="store_true", help="list the rules and what they ask for, and exit")
    return parser


def run(arguments: Namespace) -> int:
    """Check every file; the exit code is that of the worst."""
    if arguments.rules:
        return print_rules()
    limit = None if arguments.format == "json" else SHOWN
    results: list[Checked | Problem] = []
    for file in arguments.files or [None]:
        result = _checked(file, limit)
        results.append(result)
        if arguments.format == "text":
            _print_text(result)
    if arguments.format == "json":
        sys.stdout.write(json.dumps({"files": [_plain(result) for result in results]}, ensure_ascii=False, indent=2))
        sys.stdout.write("\n")
    return max(_exit_code(result, arguments.strict) for result in results)


def print_rules() -> int:
    """Every rule with its severity, one a line."""
    from ..files.rules import RULES

    for name, rule in RULES.items():
        sys.stdout.write(f"{name:<26}{rule.severity:<9}{rule.asks}\n")
    return 0


def _checked(file: str | None, limit: int | None) -> Checked | Problem:
    """What checking found, or why there is nothing to check."""
    from ..files.bundled import bundled_path
    from ..files.check import check_bytes, check_path
    from ..files.problems import Problem, Unreadable

    try:
        if file == "-":
            return check_bytes(standard_input(), STDIN, limit)
        return check_path(bundled_path() if file is None else file, limit)
    except Unreadable as error:
        say(error.problem.one_line())
        return error.problem
    except Stop:
        return Problem(STDIN, "cannot be read")


def _print_text(result: Checked | Problem) -> None:
    from ..files.problems import Problem
    from ..text import clean

    if isinstance(result, Problem):
        return
    for finding in result.findings:
        sys.stdout.write(clean(finding.one_line()) + "\n")
    for rule, count in result.more.items():
        sys.stdout.write(f"{clean(result.file)}: and {count:,} more of {rule}\n")
    say(f"{result.file}: {_counted(result.errors, 'error')}, {_counted(result.warnings, 'warning')}")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _plain(result: Checked | Problem) -> dict[str, Any]:
    """One file for JSON; one that cannot be read has `readable: false` and one finding."""
    from msgspec import to_builtins

    from ..files.problems import Problem, escaped

    if not isinstance(result, Problem):
        counts = {"errors": result.errors, "warnings": result.warnings}
        findings = [to_builtins(finding) for finding in result.findings]
        return {"file": escaped(result.file), "readable": True, **counts, "findings": findings}
    finding = {
        "file": escaped(result.file),
        "line": result.line,
        "column": result.column,
        "path": result.path or "$",
        "severity": "error",
        "rule": "unreadable",
        "message": escaped(result.message),
        "hint": escaped(result.hint),
    }
    return {"file": escaped(result.file), "readable": False, "errors": 1, "warnings": 0, "findings": [finding]}


def _exit_code(result: Checked | Problem, strict: bool) -> int:
    from ..files.problems import Problem

    if isinstance(result, Problem):
        return EXIT_USAGE
    return EXIT_FINDINGS if result.errors or (strict and result.warnings) else 0
