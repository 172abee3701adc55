"""Reading the spreadsheet of TimelineJS as CSV: https://timeline.knightlab.com/docs/using-spreadsheets.html

A row is a slide; `Type` makes it the title or an era. The columns are found by their names, whatever their order; those
of TimelineJS 2 (`Start Date`, `Tag`) are known as well. Commas, semicolons or tabs separate them, by what the first row
has.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from io import StringIO

from ...model.language import Text
from ...model.timeline import Timeline
from ..locate import Path
from ..problems import Unreadable, quoted, shown
from ..read import Reading
from . import slides
from .days import Moment, astronomical, month_number, whole_number, year_number
from .draft import Draft, Faults, Place
from .recognise import SEPARATOR
from .slides import Slide
from .timelinejs_old import moment_of_text, time_of_day
from .timelinejs_read import BadDate, title_values

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip
FORMULA = re.compile(r"[=+\-@\t\r]")
_OLD_COLUMNS = ("Start Date", "End Date", "Tag")
_OTHERS = ("Unique ID", "Alt Text", "Media Alt Text")
_NAMES = {re.sub("[^a-z]", "", name.lower()): name for name in (*COLUMNS, *_OLD_COLUMNS, *_OTHERS)}
_KNOWN = frozenset(_NAMES.values())
NO_COLUMN = "a column that TimelineJS does not have: left out"
NO_NAME = "a cell in a column without a name, or whose name is there twice: left out"
Row = dict[str, str]


def read(data: bytes, name: str) -> Reading:
    """Read a spreadsheet of TimelineJS. Raises Unreadable when nothing of it can be shown."""
    lines: list[int] = []

    def where(path: Path) -> Place:
        """A path is ("events", row, column); what is nowhere is at the first row."""
        row = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        column = shown(str(path[2])) if len(path) > 2 else ""
        return lines[row] if row < len(lines) else 1, 1, column

    faults = Faults(name, data, where)
    draft = Draft(faults)
    for index, (line, row) in enumerate(_rows(data.decode("utf-8"), name)):
        lines.append(line)
        _add_row(draft, row, index)
    return draft.reading()


def _rows(text: str, name: str) -> Iterator[tuple[int, Row]]:
    """The line on which each row begins, and its cells by the names of their columns."""
    csv.field_size_limit(sys.maxsize)
    headings = (line for line in text.splitlines() if line.strip() and not SEPARATOR.fullmatch(line.strip()))
    heading = next(headings, "")
    separator = max(";\t,", key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=False)
    names: list[str] = []
    line = before = 0
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not names:
            if any(cells) and not SEPARATOR.fullmatch(separator.join(cells).strip()):
                names = [_NAMES.get(re.sub("[^a-z]", "", cell.lower()), cell.strip()) for cell in cells]
            continue
        if any(cell.strip() for cell in cells):
            yield line, _row(names, cells)
    if _is_open(text):
        faults = Faults(name, b"", lambda path: (line, 1, ""))
        raise Unreadable(faults.problem((), "a quotation mark is never closed", "it begins in this row"))


def _row(names: list[str], cells: list[str]) -> Row:
    """The cells of a row by the names of their columns; what has no column of its own is under ''."""
    row: Row = {}
    for number, cell in enumerate(map(_cell, cells)):
        name = names[number] if number < len(names) else ""
        if cell and row.get(name):
            name = ""
        if cell or name not in row:
            row[name] = cell
    return row


def _is_open(text: str) -> bool:
    """Whether a cell in quotation marks is cut off: within one, every mark is doubled."""
    return text.count('"') % 2 == 1 and re.search(r'(?:^|[,;\t\n])"(?:[^"]|"")*\Z', text) is not None


def _cell(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell, 1) else cell


def _add_row(draft: Draft, row: Row, index: int) -> None:
    path: Path = ("events", index)
    faults = draft.faults
    type_ = row.get("Type", "").strip().lower()
    is_title = type_ in ("title", "start")  # that of version 2
    for column, cell in row.items():
        if cell and column not in _KNOWN:
            faults.note((*path, column), NO_COLUMN if column else NO_NAME)
    try:
        start, end = _moment(row, "", path, faults), _moment(row, "End ", path, faults)
    except BadDate:
        return
    slide = _slide(row, path, start, end)
    if is_title and not (draft.head.title or draft.head.description):
        if start is not None:
            faults.note((*path, slide.start_key), slides.NO_TITLE_DATE)
        found = title_values(slide, faults)
        draft.head = Timeline(title=Text(found.get("title", "")), description=Text(found.get("description", "")))
    elif type_ == "era":
        era = slides.era(slide, faults)
        if era is not None:
            draft.eras.append(era)
    elif start is None:
        if is_title:
            faults.note(path, "a second title: left out")
        else:
            faults.add((*path, slide.start_key), "a row without a year", "a title has the type title")
    else:
        values = slides.values(slide, faults)
        if values is not None:
            draft.add_event(values, index, path)


def _slide(row: Row, path: Path, start: Moment | None, end: Moment | None) -> Slide:
    old = "Year" not in row
    groups = (row.get("Group", ""), *row.get("Tag", "").split(","))
    return Slide(
        path, start, end,
        headline=row.get("Headline", ""),
        text=row.get("Text", ""),
        shown=row.get("Display Date", ""),
        id=row.get("Unique ID", ""),
        groups=tuple(group.strip() for group in groups if group.strip()),
        media=row.get("Media", ""),
        caption=row.get("Media Caption", ""),
        credit=row.get("Media Credit", ""),
        background=row.get("Background", ""),
        thumbnail=row.get("Media Thumbnail", ""),
        alt=row.get("Alt Text", "") or row.get("Media Alt Text", ""),
        start_key="Start Date" if old else "Year",
        end_key="End Date" if old else "End Year",
    )  # fmt: skip


def _moment(row: Row, prefix: str, path: Path, faults: Faults) -> Moment | None:
    """The date in the columns of a row. Raises BadDate once its fault is reported."""
    column = f"{prefix or 'Start '}Date"
    if row.get(column):
        return moment_of_text(row[column], (*path, column), faults)
    parts = []
    for name, number in (("Year", year_number), ("Month", month_number), ("Day", whole_number)):
        parts.append(_number(row.get(prefix + name, ""), number, (*path, prefix + name), faults))
    year, month, day = parts
    time = row.get(f"{prefix}Time", "")
    if year is None:
        if month or day or time:
            faults.note((*path, f"{prefix}Year"), slides.END_WITHOUT_YEAR if prefix else slides.NO_DAY_ALONE)
        return None
    clock: tuple[int | None, ...] = ()
    if time:
        found = time_of_day(time)
        if found is None:
            faults.add((*path, f"{prefix}Time"), f"{quoted(time)} is not a time of day", "such as 13:30 or 1:30 pm")
            raise BadDate
        clock = found
        if "." in time.partition(":")[2]:
            faults.note((*path, f"{prefix}Time"), slides.NO_MILLISECONDS)
    return Moment(astronomical(year), month or None, day or None, *clock)


def _number(cell: str, number: object, path: Path, faults: Faults) -> int | None:
    if not cell.strip():
        return None
    assert callable(number)
    found = number(cell)
    if found is None:
        faults.add(path, f"expected a number, found {quoted(cell)}", slides.ONLY_YEAR if number is year_number else "")
        raise BadDate
    return int(found)
