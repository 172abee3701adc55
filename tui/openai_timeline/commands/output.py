"""What the commands that convert share: any file in, a file or standard output out."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from .common import EXIT_USAGE, Stop, refuse_problems, say, standard_input

if TYPE_CHECKING:
    from datetime import date

    from ..files.formats.written import Written
    from ..files.read import Reading
    from ..model.timeline import Timeline

STDIN = "standard input"


class OwnFile:
    """A file that was read: its bytes, what it is, its timeline, and whether parts of it were left out."""

    def __init__(self, data: bytes, name: str, kind: str, reading: Reading) -> None:
        self._data, self._name = data, name
        self.kind, self.timeline = kind, reading.timeline
        self._is_damaged = any(problem.severity == "error" for problem in reading.problems)

    @property
    def is_ours(self) -> bool:
        """Whether the file is of our own format."""
        from ..files.formats.recognise import TIMELINE

        return self.kind == TIMELINE

    def own_keys(self) -> int:
        """How many keys the author of a file of our own format has beside those of the format."""
        return len(re.findall(rb'(?<!\\)"x-[^"\\]*"\s*:', self._data)) if self.is_ours else 0

    def part(self, timeline: Timeline) -> Written:
        """A part of a file of our own format as another, with whatever else it has."""
        from ..files.formats.own_write import write_part

        return write_part(timeline, self._data, self.timeline)

    def laid_out(self) -> bytes:
        """A file of our own format in canonical layout, with whatever else it has."""
        from ..files.canonical import canonical
        from ..files.problems import Unreadable

        if self._is_damaged:
            return self.part(self.timeline).data
        try:
            return canonical(self._data, self._name)
        except Unreadable as error:
            say(error.problem.one_line())
            raise Stop(EXIT_USAGE) from None


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("-o", "--output", dest="out", metavar="OUT", help="a file; absent or -, standard output")


def read_any(file: str | None, skip_bad: bool, expand: date | None = None) -> OwnFile:
    """Read a file of any format that is read. Raises Stop after saying why there is nothing, or that parts are bad."""
    from ..files.bundled import bundled_path
    from ..files.formats.readers import unwrapped
    from ..files.problems import Unreadable
    from ..files.read import bytes_at

    try:
        if file == "-":
            data, name = standard_input(), STDIN
        else:
            name = str(bundled_path()) if file is None else file
            data = bytes_at(name)
        kind, data = unwrapped(data, name)
        reading = _reading(kind, data, name, expand)
    except Unreadable as error:
        say(error.problem.one_line())
        raise Stop(EXIT_USAGE) from None
    refuse_problems(reading.problems, skip_bad)
    return OwnFile(data, name, kind, reading)


def _reading(kind: str, data: bytes, name: str, expand: date | None) -> Reading:
    from ..files.formats.recognise import CALENDAR
    from ..files.read import read_bytes

    if expand is None:
        return read_bytes(data, name)
    if kind != CALENDAR:
        say("--expand unrolls the repeated events of calendars, and this is none")
        raise Stop(EXIT_USAGE)
    from ..files.formats.calendar_read import read
    from ..files.refuse import checked

    return read(checked(data, name), name, expand)


def write_out(data: bytes, out: str | None) -> None:
    """Write a file as a whole or not at all, or to standard output; on a terminal only what it can show."""
    if out not in (None, "-"):
        from ..files.whole import write_whole

        write_whole(str(out), data)
        return
    sys.stdout.flush()
    if sys.stdout.isatty():
        from ..text import clean

        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        sys.stdout.write(clean(text, multiline=True, limit=len(text)))
    else:
        sys.stdout.buffer.write(data)
