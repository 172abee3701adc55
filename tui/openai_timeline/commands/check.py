"""`openai-timeline check`: what a timeline file could have better."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    as_json = arguments.format == "json"
    code = 0
    for number, file in enumerate(arguments.files or [None]):
        result = _checked(file, None if as_json else SHOWN)
        if as_json:
            sys.stdout.write(("," if number else '{"files": [') + "\n")
            _print_json(result)
        else:
            _print_text(result)
        code = max(code, _exit_code(result, arguments.strict))
    if as_json:
        sys.stdout.write("\n]}\n")
    return code


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


def _print_json(result: Checked | Problem) -> None:
    """One file, a finding a line; one that cannot be read has `readable: false` and one finding."""
    from msgspec import json

    from ..files.findings import Finding
    from ..files.problems import Problem, escaped

    findings: Sequence[Finding]
    if isinstance(result, Problem):
        name, errors, warnings = escaped(result.file), 1, 0
        place = (name, result.line, result.column, result.path or "$")
        findings = [Finding(*place, "error", "unreadable", escaped(result.message), escaped(result.hint))]
    else:
        name, errors, warnings, findings = escaped(result.file), result.errors, result.warnings, result.findings
    head = {"file": name, "readable": not isinstance(result, Problem), "errors": errors, "warnings": warnings}
    sys.stdout.write(json.encode(head).decode()[:-1] + ',"findings":[')
    for number, finding in enumerate(findings):
        sys.stdout.write((",\n" if number else "\n") + json.encode(finding).decode())
    sys.stdout.write("]}")


def _exit_code(result: Checked | Problem, strict: bool) -> int:
    from ..files.problems import Problem

    if isinstance(result, Problem):
        return EXIT_USAGE
    return EXIT_FINDINGS if result.errors or (strict and result.warnings) else 0
