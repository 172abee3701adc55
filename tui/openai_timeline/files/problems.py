"""What can be wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:  # a file without faults needs no map
    from .locate import Locator, Path, Step

SHOWN = 40


class Problem(msgspec.Struct, frozen=True):
    """One fault of a file. `line` and `column` count characters from 1, or are 0 where it has no place."""

    file: str
    message: str
    line: int = 0
    column: int = 0
    path: str = ""
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def one_line(self) -> str:
        """`name:12:34: $.events[3].date: 2023-02-30: February 2023 has 28 days (write a day that exists)`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        path = f"{self.path}: " if self.path not in ("", "$") else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {path}{self.message}{hint}"


class Unreadable(Exception):  # noqa: N818 - it is the state of a file
    """Nothing of the file can be shown; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.one_line()


class Report:
    """Gathers the problems of one file; the search for their places begins with the first of them."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self._found: list[Problem] = []
        self._kept: dict[Path, list[int]] = {}
        self._locator: Locator | None = None

    @property
    def locator(self) -> Locator:
        """The map of the file, made when first asked for."""
        if self._locator is None:
            from .locate import Locator

            self._locator = Locator(self.data)
        return self._locator

    @locator.setter
    def locator(self, locator: Locator | None) -> None:
        """Look for places with another map, or forget it."""
        self._locator = locator

    def problem(self, path: Path, message: str, hint: str = "") -> Problem:
        """The problem at a path, with its line and column."""
        line, column = self.locator.position(path)
        return Problem(self.name, message, line, column, json_path(path), hint)

    def add(self, path: Path, message: str, hint: str = "") -> None:
        """Note that the part at `path` could not be read as it is."""
        self._found.append(self.problem(path, message, hint))

    def add_at(self, offset: int, message: str, hint: str = "") -> None:
        """Note what is wrong at a byte."""
        line, column = self.locator.line_and_column(offset)
        path = json_path(self.locator.path_at(offset))
        self._found.append(Problem(self.name, message, line, column, path, hint))

    def add_problem(self, problem: Problem) -> None:
        """Note a problem whose place is known."""
        self._found.append(problem)

    def kept(self, path: Path, indexes: list[int]) -> None:
        """Note which entries of the list at `path` were kept, so that `in_file` counts as the file does."""
        before = self._kept.get(path)
        self._kept[path] = indexes if before is None else [before[index] for index in indexes]

    def in_file(self, path: Path) -> Path:
        """A path into what was kept, as a path into the file."""
        found: Path = ()
        for step in path:
            kept = self._kept.get(found) if isinstance(step, int) else None
            found = (*found, kept[step] if kept is not None and isinstance(step, int) else step)
        return found

    def in_order(self) -> tuple[Problem, ...]:
        """All problems, in the order of the file."""
        return tuple(sorted(self._found, key=lambda problem: (problem.line, problem.column)))


def json_path(path: Path) -> str:
    """`("events", 12, "date")` as `$.events[12].date`."""
    return "$" + "".join(_step(step) for step in path)


def _step(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isascii() and step.replace("-", "_").isidentifier() else f'["{shown(step)}"]'


def shown(text: str, limit: int = SHOWN) -> str:
    """A short form of a string from a file: cut, and with `\\x1b` and the like for what does not print."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return escaped(cut)


def escaped(text: str) -> str:
    """`text` with an escape for every character that does not print."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str) -> str:
    """A string from a file in quotes, for a message."""
    return f'"{shown(text)}"'
