"""The lines of a calendar file: https://www.rfc-editor.org/rfc/rfc5545#section-3.1

Long lines are folded: what begins with a space or a tab goes on with the line before. `icalendar` takes a line apart;
here its number is kept, and one broken line or component costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..problems import shown
from .draft import Faults

_BEGIN_OR_END = re.compile(r"\s*(BEGIN|END)\s*:\s*([\w-]+)\s*", re.IGNORECASE)

# The value is kept as it stands, with its escapes: the library would also decode what looks like %2C.
_CONTENT = re.compile(r'\s*([A-Za-z][\w-]*)\s*((?:;[^:";]*(?:"[^"]*"[^:";]*)*)*):(.*)', re.DOTALL)

# Several programs write the name of a zone with colons and without quotation marks: a date begins after the last.
_DATES = re.compile(
    r"\s*(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE|DUE)\s*(;.*?):\s*"
    r"([0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[T ][0-9:.]+Z?)?\s*(?:[,/].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_PARAMETER = re.compile(r';\s*([\w-]+)\s*=\s*("[^"]*"|[^;]*)')

_ESCAPE = re.compile(r'\\([nN;,\\:"])')


class Line(NamedTuple):
    """One content line, unfolded: its number in the file, from 0."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


class Component:
    """A component (a calendar, an event, a zone) and what is in it."""

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.number = number
        self.lines: list[Line] = []
        self.inner: list[Component] = []

    def all(self, name: str) -> list[Line]:
        """All lines of a name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """The first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """The text of the first line of a name that has any."""
        return next((text for line in self.all(name) if (text := text_of(line.value).strip())), "")


def text_of(value: str) -> str:
    r"""A value of the type TEXT without its escapes (`\n`, `\,`, `\;`, `\\`), and those that some programs add."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def texts_of(value: str) -> list[str]:
    """A list of texts, separated by commas."""
    parts = re.findall(r"(?:[^,\\]|\\.)+", value, re.DOTALL)
    return [text for part in parts if (text := text_of(part).strip())]


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The number and the text of each content line; lines that are empty are left out."""
    number, parts = 0, [""]
    if "\n" not in text:
        text = text.replace("\r", "\n")
    for n, line in enumerate(text.split("\n")):
        line = line.removesuffix("\r").removeprefix("\ufeff")  # of a further calendar in the file
        if line[:1] in (" ", "\t") and parts[0]:
            parts.append(line[1:])
            continue
        if line[:1] in (":", ";") and parts[0]:  # folded without the space, by some old programs
            parts.append(line)
            continue
        if parts[0]:
            yield number, "".join(parts)
        number, parts = n, [line]
    if parts[0]:
        yield number, "".join(parts)


def components(text: str, faults: Faults) -> list[Component]:
    """The outermost components of a file, with all that is in them; what does not fit is reported."""
    root = Component("", 0)
    around: list[Component] = [root]
    for number, line in unfolded(text):
        if (match := _BEGIN_OR_END.fullmatch(line)) is not None:
            _step(around, match[1].upper(), match[2].upper(), number, faults)
            continue
        if not line.strip():
            continue
        parsed = parsed_line(number, line)
        if parsed is not None:
            around[-1].lines.append(parsed)
        elif around[-1].name in ("VEVENT", "VCALENDAR", ""):
            faults.note((number,), "what is no line of a calendar: left out")
    for component in around[1:]:
        if component.name == "VEVENT":
            faults.add((component.number,), f"the file ends within this {component.name}", "is it cut off?")
    if root.lines and not root.inner:
        root.inner.append(root)
    return root.inner


def _step(around: list[Component], what: str, name: str, number: int, faults: Faults) -> None:
    if what == "BEGIN":
        if name == "VEVENT" and around[-1].name == "VEVENT":
            lost = around.pop()
            faults.add((lost.number,), "this VEVENT never ends: left out", "END:VEVENT is missing")
        component = Component(name, number)
        # What is cut off (a calendar, or what is in one) stays; another component is added once it is whole.
        if name == "VCALENDAR":
            around[-1].inner.append(component)
        around.append(component)
    elif any(component.name == name for component in around[1:]):
        while around[-1].name != name:
            lost = around.pop()
            if lost.name in ("VEVENT", "VCALENDAR"):
                faults.add((lost.number,), f"this {lost.name} never ends: left out", f"END:{lost.name} is missing")
            else:
                faults.note((lost.number,), "a component that never ends: left out")
        done = around.pop()
        if name != "VCALENDAR":
            around[-1].inner.append(done)
    else:
        faults.note((number,), f"END:{shown(name)} without its beginning: left out")


def parsed_line(number: int, line: str) -> Line | None:
    """A content line taken apart; None for what is none."""
    match = _DATES.fullmatch(line)
    if match is not None:
        found = {key.upper(): text_of(value.strip('" ')) for key, value in _PARAMETER.findall(match[2])}
        return Line(number, match[1].upper(), found, match[3].strip())
    match = _CONTENT.fullmatch(line)
    if match is None:
        return None
    return Line(number, match[1].upper(), _parameters(match[2]), match[3].strip())


def _parameters(written: str) -> dict[str, str]:
    """`;CN="Jane";ROLE=CHAIR` by their names; nothing where nobody can read them."""
    if not written:
        return {}
    from icalendar import Parameters

    try:
        found = Parameters.from_ical(written.strip().removeprefix(";"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError):
        return {}
    return {
        key.upper(): ",".join(map(str, given)) if isinstance(given, list) else str(given)
        for key, given in found.items()
    }
