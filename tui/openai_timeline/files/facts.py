"""What checking one item needs to know of the rest of its file, and what it notes down for the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..model.dates import END, Date, DateError
from ..model.language import Text
from ..model.timeline import Timeline
from ..model.zones import zone_named
from .findings import Drafts, Severity
from .locate import Path
from .names import Names
from .problems import quoted

LONGEST_TITLE = 70
# What people do in person, and once a day; any other kind of event may be about one who is dead or not yet born.
ACTS: Final = frozenset(("founding", "joined", "appointed", "removed", "left", "returned", "leave", "board"))
_LOOKS_LIKE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE).match
_TAG = re.compile(r"(?:[A-Za-z]{2,8}|[ix]-[A-Za-z0-9]{1,8})(?:-[A-Za-z0-9]{1,8})*").fullmatch
_MANY_IDS, _MANY_SEARCHES = 2000, 200

Lifetime = tuple[Date | None, Date | None]


class Nearest:
    """Hints at the id that may be meant; they cost time, so only so many are given."""

    def __init__(self, ids: Iterable[str], cutoff: float = 0.75) -> None:
        self._ids = sorted(ids)
        self._cutoff = cutoff
        self._found: dict[str, str] = {}

    def to(self, wrong: str) -> str:
        """The id nearest to a wrong one, or ''."""
        if wrong not in self._found:
            if len(self._ids) > _MANY_IDS or len(wrong) > 100 or len(self._found) >= _MANY_SEARCHES:
                return ""
            from difflib import get_close_matches

            self._found[wrong] = next(iter(get_close_matches(wrong, self._ids, n=1, cutoff=self._cutoff)), "")
        return self._found[wrong]

    def hint(self, wrong: str) -> Callable[[], str]:
        """Words for the id nearest to a wrong one, found when they are shown."""
        return lambda: f"is {quoted(near)} meant?" if (near := self.to(wrong)) else ""


class References:
    """The ids of the sources, or of the memos, and which of them something names."""

    def __init__(self, noun: str, ids: Iterable[str], whole: bool, drafts: Drafts) -> None:
        self.ids = frozenset(ids)
        self.named: set[str] = set()
        self._noun = noun
        self._whole = whole
        self._drafts = drafts
        self._nearest = Nearest(self.ids)

    def name(self, references: tuple[str, ...], path: Path) -> None:
        """Note what the references at a path name; those that name nothing are found."""
        if self.ids.issuperset(references):
            self.named.update(references)
            return
        for index, reference in enumerate(references):
            if reference in self.ids:
                self.named.add(reference)
            elif self._whole:
                message = f"no {self._noun} has the id {quoted(reference)}"
                self._drafts.note("dangling-reference", (*path, index), message, self._nearest.hint(reference))


class Cast:
    """The people, or the organisations, of a file; which of them something names."""

    def __init__(self, noun: str, listed: Sequence[tuple[str, Text, tuple[str, ...]]], drafts: Drafts) -> None:
        self.titles = {id: name for id, name, _ in listed}
        self.named: set[str] = set()
        self._noun = noun
        self._drafts = drafts
        self._names = Names((id, (*name.strings(), *aliases)) for id, name, aliases in listed)
        self._nearest = Nearest(self.titles)

    def name(self, references: tuple[str, ...], path: Path) -> tuple[str, ...]:
        """The ids of those whom the references at a path name."""
        if not self._names.are_ids(references):
            references = tuple(id for i, one in enumerate(references) if (id := self._resolved(one, (*path, i))))
        self.named.update(references)
        return references

    def name_one(self, reference: str, path: Path) -> str:
        """The id of the one that a reference names; '' for an empty one."""
        if not reference:
            return ""
        id = self._resolved(reference, path)
        self.named.add(id)
        return id

    def _resolved(self, reference: str, path: Path) -> str:
        if not reference:
            self._drafts.note("empty-reference", path, "expected an id or a name, found an empty string")
            return ""
        id = self._names.resolve(reference)
        if id not in self.titles and self.titles and _LOOKS_LIKE_ID(reference):
            message = f"{quoted(reference)} looks like an id, and no {self._noun} of the list has it"
            self._drafts.note("unlisted-name", path, message, self._nearest.hint(reference))
        return id


class Facts:
    """The whole file as far as the rules for single items need it."""

    def __init__(self, head: Timeline, drafts: Drafts) -> None:
        self.drafts = drafts
        self.zone = head.zone
        self.language = head.language
        self.updated = END if head.updated is None else head.updated.latest
        self.sources = References("source", (), True, drafts)
        self.memos = References("memo", (), True, drafts)
        self.people = Cast("person", (), drafts)
        self.organisations = Cast("organisation", (), drafts)
        self.lifetimes: dict[str, Lifetime] = {}
        self.said: set[Path] = set()  # keys that are written, if only to say that there is nothing
        self._zones: dict[str, str] = {}

    def order(self, start: Date | None, end: Date | None, path: Path, key: str, said: str) -> None:
        """Find what ends before it starts; `key` is the end's."""
        if start is not None and end is not None and end.latest < start.earliest:
            message = f"{said}: {shown_date(end)} is before {shown_date(start)}"
            self.drafts.note("ends-before-start", (*path, key), message)

    def not_after_updated(self, date: Date | None, path: Path) -> None:
        """Find a date that is later than the file's `updated`."""
        if date is not None and date.earliest > self.updated:
            hint = "a plan is dated by its announcement; else bring `updated` up to date"
            self.drafts.note("future-date", path, f"{shown_date(date)} is later than the file's `updated`", hint)

    def zone_exists(self, zone: str, path: Path) -> bool:
        """Whether there is such a zone; if not it is found."""
        if zone not in self._zones:
            try:
                zone_named(zone)
                self._zones[zone] = ""
            except DateError as error:
                self._zones[zone] = str(error)
        if self._zones[zone]:
            self.drafts.note("unknown-zone", path, self._zones[zone])
        return not self._zones[zone]

    def address(self, url: str | None, path: Path) -> None:
        """Find a url that is none of the web."""
        if url is not None and not _ADDRESS(url):
            self.drafts.note("bad-url", path, f"{quoted(url)} is no address that begins with http:// or https://")

    def tag(self, tag: str | None, path: Path, of_key: bool = False) -> None:
        """Find a language that is no tag."""
        if tag is not None and not _TAG(tag):
            message = f"{quoted(tag)} is no language tag such as en or zh-Hant"
            self.drafts.note("odd-language", path, message, of_key=of_key)

    def title(self, title: Text, path: Path, longest: int = LONGEST_TITLE) -> None:
        """Find a title that is empty or too long, in each language."""
        for tag, string in title.versions:
            where = (*path, tag) if tag else path
            if len(string) > longest:
                message = f"the title has {len(string)} characters, {longest} are plenty"
                self.drafts.note("long-title", where, message, "say the event; the account may say the rest")
            elif not string.strip():
                self.drafts.note("empty-title", where, "the title is empty")
        if not title.versions:
            self.drafts.note("empty-title", path, "the title is empty")

    def within_life(self, person: str, date: Date, path: Path, acts: bool) -> None:
        """Find what happened for certain before a person's birth or after the death."""
        born, died = self.lifetimes.get(person, (None, None))
        name = quoted(self.people.titles[person].in_language("en", self.language)) if born or died else ""
        severity: Severity = "error" if acts else "warning"
        if born is not None and date.latest < born.earliest:
            message = f"{shown_date(date)} is before the birth of {name} ({shown_date(born)})"
            self.drafts.note("outside-life", path, message, severity=severity)
        elif died is not None and date.earliest > died.latest:
            message = f"{shown_date(date)} is after the death of {name} ({shown_date(died)})"
            self.drafts.note("outside-life", path, message, severity=severity)


def shown_date(date: Date) -> str:
    """A date as it is written; EDTF holds nothing that does not print."""
    return date.text
