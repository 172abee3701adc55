"""Records as Markdown (CommonMark): one event, person, memo, source or organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..files.formats.html_text import escaped
from ..files.formats.rich import inert
from ..index.ask import Index
from ..model.date_display import display, published
from ..model.dates import Date
from ..model.language import Text
from ..model.timeline import Event, Link, Memo, Organisation, Person, Source
from ..text import DETAIL_LIMIT, TITLE_LIMIT, clean
from ..ui.cards import Tongue, memo_card, names_of, organisation_name, person_name
from ..ui.event_page import FORMS, notes_of
from .events import link_to
from .records import Record


def markdown_of(index: Index, record: Record, tongue: Tongue) -> str:
    """A record as a page of Markdown."""
    page = _Page(index, tongue)
    if isinstance(record, Event):
        blocks = page.event(record)
    elif isinstance(record, Person):
        blocks = page.person(record)
    elif isinstance(record, Memo):
        blocks = page.memo(record)
    elif isinstance(record, Source):
        blocks = page.source(record)
    else:
        blocks = page.organisation(record)
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Page:
    """The blocks of one page."""

    def __init__(self, index: Index, tongue: Tongue) -> None:
        self._index, self._tongue = index, tongue

    def event(self, event: Event, level: int = 1) -> Iterator[str]:
        """An event with its memos."""
        yield self._heading(level, self._line(event.title))
        where = self._line(event.place)
        yield f"**{self._date(event.date, event.zone)}**" + (f", {where}" if where else "")
        yield self._rich(event.text)
        if event.disputed:
            yield f"*The sources disagree:* {self._rich(event.disputed)}"
        yield self._facts({
            "Kind": escaped(clean(event.kind, limit=TITLE_LIMIT)),
            "Confidence": "" if event.confidence == "high" else event.confidence,
            "People": _names(names_of(self._index, event.people, self._tongue)),
            "Organisations": _names(self._organisation(id_) for id_ in event.organisations),
            "Tags": _names(clean(tag, limit=TITLE_LIMIT) for tag in event.tags),
            "Links": self._links(event.links),
        })  # fmt: skip
        yield self._sources(event.sources)
        for memo in self._index.memos(dict.fromkeys(event.memos)):
            yield from self.memo(memo, level + 1)

    def memo(self, memo: Memo, level: int = 1) -> Iterator[str]:
        """A memo: who, when, where, its form, the text, the mends of the editors."""
        yield self._heading(level, self._line(memo.title) or self._line(memo.venue) or "Memo")
        audience = self._line(memo.audience)
        said = [_names(names_of(self._index, memo.authors, self._tongue)), self._line(memo.venue)]
        said += [f"to {audience}" if audience else "", self._date(memo.date, memo.zone)]
        yield ", ".join(filter(None, [*said, FORMS[memo.form]]))
        yield "\n".join(f"> {line}".rstrip() for line in self._rich(memo.text).split("\n")) if memo.text else ""
        notes = [
            f"{number}. “{_plain(note.as_found)}” in the copy, here “{_plain(note.corrected)}”. {self._line(note.why)}"
            for number, (note, _) in enumerate(notes_of(memo_card(self._index, memo, self._tongue)), 1)
        ]
        yield "\n".join(["Editors’ notes:\n", *(note.rstrip() for note in notes)]) if notes else ""
        yield self._sources(memo.sources)

    def person(self, person: Person) -> Iterator[str]:
        """A person: life, studies, roles."""
        yield self._heading(1, escaped(person_name(person, self._tongue)))
        names = dict.fromkeys((*person.name.strings(), *person.aliases))
        counts = self._index.person_count(person.id)
        yield self._facts({
            "Names": _names(clean(name, limit=TITLE_LIMIT) for name in names) if len(names) > 1 else "",
            "Born": ", ".join(filter(None, (self._date(person.born), self._line(person.birthplace)))),
            "Died": self._date(person.died),
            "Events": f"{counts.events:,}" if counts else "",
            "Memos": f"{counts.memos:,}" if counts and counts.memos else "",
            "Links": self._links(person.links),
        })  # fmt: skip
        yield self._rich(person.text)
        parts = [(study.start, study.end, study.title, study.organisation, Text(), False) for study in person.education]
        parts += [(r.start, r.end, r.title, r.organisation, r.disputed, True) for r in person.roles]
        rows = [self._stretch(*part) for part in parts]
        yield "\n".join(["## Studies and roles\n", *rows]) if rows else ""
        cited = [id_ for study in person.education for id_ in study.sources]
        cited += [id_ for role in person.roles for id_ in role.sources]
        yield self._sources((*cited, *person.sources))

    def _stretch(
        self, start: Date | None, end: Date | None, title: Text, organisation: str, disputed: Text, lasts: bool
    ) -> str:
        """A role or a course of study on one line; a role without an end lasts."""
        until = self._date(end) or ("now" if lasts and start else "")
        when = " – ".join(dict.fromkeys(filter(None, (self._date(start), until)))) or "dates unknown"
        what = ", ".join(filter(None, (self._line(title), escaped(self._organisation(organisation)))))
        return f"- **{when}** {what}" + (f" (*disputed:* {self._line(disputed)})" if disputed else "")

    def organisation(self, organisation: Organisation) -> Iterator[str]:
        """An organisation."""
        yield self._heading(1, escaped(self._organisation(organisation.id)))
        yield self._facts({
            "Founded": self._date(organisation.founded),
            "Ended": self._date(organisation.ended),
            "Links": self._links(organisation.links),
        })  # fmt: skip
        yield self._rich(organisation.text)
        yield self._sources(organisation.sources)

    def source(self, source: Source) -> Iterator[str]:
        """A source."""
        title = source.title.in_language(*self._tongue) or source.id
        yield self._heading(1, link_to(title, source))
        yield self._facts({
            "Publisher": _plain(source.publisher),
            "Published": escaped(published(source.published)) if source.published else "",
            "Kind": source.kind or "",
            "Language": _plain(source.language or ""),
        })  # fmt: skip

    # -- parts

    def _heading(self, level: int, title: str) -> str:
        return f"{'#' * level} {title}"

    def _line(self, text: Text) -> str:
        return _plain(text.in_language(*self._tongue))

    def _rich(self, text: Text) -> str:
        return inert(clean(text.in_language(*self._tongue), multiline=True, limit=DETAIL_LIMIT)).strip()

    def _date(self, date: Date | None, zone: str | None = None) -> str:
        return escaped(display(date, zone or self._index.head.zone)) if date is not None else ""

    def _organisation(self, id_: str) -> str:
        return organisation_name(self._index, id_, self._tongue)

    def _facts(self, facts: dict[str, str]) -> str:
        return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)

    def _links(self, links: Sequence[Link]) -> str:
        found = (link_to(link.label.in_language(*self._tongue) or link.url, link) for link in links)
        return ", ".join(filter(None, found))

    def _sources(self, ids: Iterable[str]) -> str:
        lines = []
        for number, source in enumerate(self._index.sources(dict.fromkeys(ids)), 1):
            when = escaped(published(source.published, short=True)) if source.published else ""
            name = link_to(source.title.in_language(*self._tongue) or source.id, source)
            lines.append(f"{number}. " + ", ".join(filter(None, (name, _plain(source.publisher), when))))
        return "\n".join(["Sources:\n", *lines]) if lines else ""


def _plain(text: str) -> str:
    """Text of the file on one line, as Markdown that shows it."""
    return escaped(clean(text, limit=DETAIL_LIMIT))


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(escaped, names))
