"""What exactly is wrong with broken JSON. Only imported once the fast decoder has failed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

from .locate import first_deeper_than
from .problems import quoted
from .refuse import refuse, refuse_unknown

DEEPEST = 500
_NOT_A_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"|-?\b(?:NaN|Infinity)\b', re.DOTALL)
_LONE_HALF = re.compile(rb"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|(\\u[dD][89a-fA-F]\w\w)|\\.", re.DOTALL)


def load(data: bytes | str) -> Any:
    """Any JSON by the standard library: slower, and more forgiving of numbers and halves of characters."""
    return json.loads(data, parse_int=_integer, parse_constant=_refuse_constant)


class _NotANumberError(ValueError):
    """NaN or Infinity, which JSON does not have."""


def _integer(digits: str) -> int | float:
    # Python refuses to convert more than 4,300 digits; nothing here needs more than a few.
    return int(digits) if len(digits) < 20 else float(digits)


def _refuse_constant(constant: str) -> NoReturn:
    raise _NotANumberError(constant)


def mended(data: bytes, name: str) -> tuple[bytes, list[int]]:
    """Bytes that the fast decoder refused, mended, and the places of the mends.

    Mended are only halves of surrogate pairs (`\\ud800`); other faults are refused with line and column.
    """
    try:
        load(data.decode("utf-8"))
    except json.JSONDecodeError as error:
        _refuse_syntax(data, name, error)
    except _NotANumberError as error:
        offset = next((m.start() for m in _NOT_A_NUMBER.finditer(data) if m[0][:1] != b'"'), 0)
        refuse(name, f"JSON has no {error}", "write null, or leave the key out", data, offset)
    except RecursionError:
        too_deep(data, name)
    halves: list[int] = []

    def whole(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return match[0]
        halves.append(match.start())
        return rb"\ufffd"

    return _LONE_HALF.sub(whole, data), halves


def too_deep(data: bytes, name: str) -> NoReturn:
    """Refuse a document of lists within lists without end."""
    offset = min(first_deeper_than(data, DEEPEST), len(data) - 1)
    refuse(name, f"nested too deeply (more than {DEEPEST} levels)", "a timeline needs about six", data, offset)


def _refuse_syntax(data: bytes, name: str, error: json.JSONDecodeError) -> NoReturn:
    text = error.doc
    # Newer Pythons point at a trailing comma, older ones at the bracket after it: always the comma here.
    before = text[: error.pos].rstrip()
    position = error.pos
    if not text[:position].lstrip() or error.msg == "Extra data":
        refuse_unknown(data, name)
    if text[position : position + 1] in ("]", "}") and before.endswith(","):
        position = len(before) - 1
    message, hint = _fault(error.msg, text, position)
    refuse(name, f"broken JSON: {message}", hint, data, len(text[:position].encode("utf-8")))


def _fault(said: str, text: str, position: int) -> tuple[str, str]:
    """What is wrong at a position, in plain words, and how to mend it."""
    rest = text[position : position + 80]
    for applies, message, hint in _FAULTS:
        if applies(said, rest):
            return message, hint
    found = "a string" if rest[:1] == '"' else quoted(rest[:1])
    if said.startswith("Expecting ',' delimiter"):
        return (
            f"expected a comma or the end of the list or object, found {found}",
            "is a comma missing before it?",
        )
    if said.startswith("Expecting ':'"):
        return f"expected a colon after the key, found {found}", 'a pair is written "key": value'
    if said.startswith("Expecting property name"):
        hint = 'JSON has "key": where JavaScript has key:' if re.match(r"[A-Za-z_$]", rest) else ""
        return f"expected a key in double quotes, found {found}", hint
    return f"expected a value, found {found}", ""


Test = Callable[[str, str], bool]


def _begins(pattern: str) -> Test:
    found = re.compile(pattern)
    return lambda said, rest: bool(found.match(rest)) and said.startswith(("Expecting", "Illegal"))


def _says(words: str) -> Test:
    return lambda said, _rest: words in said


_FAULTS: tuple[tuple[Test, str, str], ...] = (
    (
        _says("Unterminated string"),
        "the string that begins here has no closing quote",
        "is the file cut off?",
    ),
    (_says("Invalid control"), "a line break, tab or control character inside a string", r"write \n or \t"),
    (_says("Invalid \\u"), "a \\u that four hexadecimal digits do not follow", ""),
    (_says("Invalid \\"), "an unknown escape in a string", r"a backslash itself is written \\"),
    (_says("Extra data"), "text after the end of the document", "a file holds one JSON object"),
    (_begins(r",\s*[\]}]"), "a comma before the closing bracket", "take the last comma away"),
    (_begins(r",\s*,"), "two commas in a row", "take one away"),
    (_begins(r"$"), "the file ends too early", "is it cut off?"),
    (_begins("['‘’]"), "single quotes", 'JSON has double quotes: "…"'),
    (_begins("[“”„«»]"), "typographic quotes", 'JSON has straight double quotes: "…"'),
    (_begins(r"//|/\*|#"), "a comment", 'JSON has none; a key such as "x-note" may hold one'),
    (_begins(r"(?:True|False|None)\b"), "True, False or None", "JSON writes true, false and null"),
    (
        _begins(r"[+-]?(?:nan|inf|NaN|Infinity)\b"),
        "JSON has no NaN or Infinity",
        "write null, or leave the key out",
    ),
)
