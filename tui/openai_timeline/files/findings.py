"""What checking finds, and how findings are gathered: places are looked up at the end, for those that are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

import msgspec

from .locate import Path
from .places import Places
from .problems import Problem, Report, escaped, json_path
from .rules import RULES, rule_of_problem

Severity = Literal["error", "warning"]
_ROOM = 40  # how many times the limit is kept before the drafts of a rule are thinned out


class Finding(msgspec.Struct, frozen=True):
    """One thing that a file could have better. `line` and `column` count characters from 1."""

    file: str
    line: int
    column: int
    path: str
    severity: Severity
    rule: str
    message: str
    hint: str = ""

    def one_line(self) -> str:
        """`name:12:34: error: $.events[3].date: February 2023 has 28 days (write a day that exists) [bad-date]`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        path = f"{self.path}: " if self.path not in ("", "$") else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity}: {path}{self.message}{hint} [{self.rule}]"


class Checked(msgspec.Struct, frozen=True):
    """What checking one file found: `findings` in the order of the file, and how many `more` of a rule there are."""

    file: str
    findings: tuple[Finding, ...]
    more: dict[str, int]
    errors: int
    warnings: int


class Draft(NamedTuple):
    """A finding before its place is looked up. `other` is a second part that the message is about, at its end."""

    rule: str
    severity: Severity
    path: Path
    message: str
    hint: str | Callable[[], str]
    of_key: bool
    other: Path | None


class Drafts(Report):
    """The findings of one file. What the reader reports as problems comes in by `add` and its like."""

    def __init__(self, name: str, data: bytes, limit: int | None) -> None:
        super().__init__(name, data)
        self._limit = limit
        self._drafts: dict[tuple[str, object], list[Draft]] = {}
        self._counts: Counter[tuple[str, Severity]] = Counter()
        self._ready: list[Finding] = []

    def note(
        self,
        rule: str,
        path: Path,
        message: str,
        hint: str | Callable[[], str] = "",
        severity: Severity | None = None,
        of_key: bool = False,
        other: Path | None = None,
    ) -> None:
        """Note a finding at a path into what was kept of the file (see `in_file`)."""
        where = self.in_file(path)
        there = None if other is None else self.in_file(other)
        self._draft(Draft(rule, severity or RULES[rule].severity, where, message, hint, of_key, there))

    def add(self, path: Path, message: str, hint: str = "") -> None:
        """Note what the reader could not read."""
        rule = rule_of_problem(path, message)
        self._draft(Draft(rule, "error", path, message, hint, False, None))

    def add_problem(self, problem: Problem) -> None:
        """Note a problem of the reader whose place is known."""
        rule = rule_of_problem((), problem.message)
        self._counts[rule, problem.severity] += 1
        place = (escaped(self.name), problem.line, problem.column, problem.path)
        self._ready.append(Finding(*place, problem.severity, rule, problem.message, problem.hint))

    def _draft(self, draft: Draft) -> None:
        self._counts[draft.rule, draft.severity] += 1
        kept = self._drafts.setdefault((draft.rule, draft.path[0] if draft.path else None), [])
        kept.append(draft)
        if self._limit is not None and len(kept) > self._limit * _ROOM:
            kept.sort(key=_rank)
            del kept[self._limit :]

    def checked(self, places: Places) -> Checked:
        """Everything found, with its place, in the order of the file."""
        shown: Counter[str] = Counter()
        ready = [finding for finding in self._ready if self._is_shown(finding.rule, shown)]
        drafts = sorted(self._placed(places), key=lambda pair: pair[0])
        kept = [(offset, draft) for offset, draft in drafts if self._is_shown(draft.rule, shown)]
        others = {draft.other: places.offset(draft.other) for _, draft in kept if draft.other is not None}
        lines = _lines(places, {*(offset for offset, _ in kept), *others.values()})
        found = [self._finding(draft, lines[offset], others, lines) for offset, draft in kept]
        found = sorted(ready + found, key=lambda finding: (finding.line, finding.column))
        return self._summed(found, shown)

    def _placed(self, places: Places) -> Iterator[tuple[int, Draft]]:
        for kept in self._drafts.values():
            for draft in kept:
                yield places.offset(draft.path, draft.of_key), draft

    def _is_shown(self, rule: str, shown: Counter[str]) -> bool:
        """Whether one more finding of a rule is within the limit; if so it counts."""
        if self._limit is not None and shown[rule] >= self._limit:
            return False
        shown[rule] += 1
        return True

    def _summed(self, findings: list[Finding], shown: Counter[str]) -> Checked:
        totals: Counter[str] = Counter()
        severities: Counter[str] = Counter()
        for (rule, severity), count in self._counts.items():
            totals[rule] += count
            severities[severity] += count
        more = {rule: count - shown[rule] for rule, count in sorted(totals.items()) if count > shown[rule]}
        return Checked(self.name, tuple(findings), more, severities["error"], severities["warning"])

    def _finding(
        self,
        draft: Draft,
        place: tuple[int, int],
        others: dict[Path, int],
        lines: dict[int, tuple[int, int]],
    ) -> Finding:
        message = draft.message
        if draft.other is not None:
            message += f" {json_path(draft.other)} (line {lines[others[draft.other]][0]})"
        hint = draft.hint if isinstance(draft.hint, str) else draft.hint()
        path = json_path(draft.path)
        return Finding(escaped(self.name), *place, path, draft.severity, draft.rule, escaped(message), escaped(hint))


def _rank(draft: Draft) -> int:
    """The order of drafts of one list, as far as it is known without looking at the file."""
    index = draft.path[1] if len(draft.path) > 1 else 0
    return index if isinstance(index, int) else 0


def _lines(places: Places, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Line and column of many bytes, asked for in the order of the file."""
    return {offset: places.line_and_column(offset) for offset in sorted(offsets)}
