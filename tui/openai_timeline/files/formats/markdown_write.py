"""Writing Markdown (CommonMark): the events year by year, the memos, the people, the sources.

It can be read as it stands. Text of the file that other programs would take for HTML, or for a link to anything but the
web, is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ...model.timeline import Event, Memo, Person, Timeline
from .html_text import escaped
from .page_words import FORMS, Words
from .rich import inert, is_web
from .written import Written

_BRACKET = re.compile(r"(?<!\\)((?:\\\\)*)([\[\]])")  # that is not escaped yet


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as Markdown."""
    page = _Page(timeline, language)
    text = "\n\n".join(block for block in page.blocks() if block)
    return Written(f"{text}\n".encode(), page.words.lost())


class _Page:
    """The blocks of one document."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.words = Words(timeline, language)

    def blocks(self) -> Iterator[str]:
        """All blocks, in order."""
        words, timeline = self.words, self.words.timeline
        yield f"# {escaped(words.text(timeline.title) or 'A timeline')}"
        yield inert(words.text(timeline.description, lines=True))
        if timeline.eras:
            yield "## Eras"
            yield "\n".join(f"- {escaped(era)}" for era in words.eras())
        for year, events in groupby(words.in_order(), words.name_of_year):
            yield f"## {year}"
            for event in events:
                yield from self._event(event)
        if timeline.memos:
            yield "## What they wrote"
            for memo in timeline.memos:
                yield from self._memo(memo)
        if timeline.people:
            yield "## People"
            for person in timeline.people:
                yield from self._person(person)
        if timeline.sources:
            yield "## Sources"
            yield "\n".join(f"- {self._source(source.id)}" for source in timeline.sources)

    def _event(self, event: Event) -> Iterator[str]:
        words = self.words
        yield f"### {escaped(words.date(event))}: {escaped(words.text(event.title))}"
        yield inert(words.text(event.text, lines=True))
        if event.disputed:
            yield inert(f"*Disputed:* {words.text(event.disputed)}")
        facts = {
            "People": ", ".join(escaped(words.person(id_)) for id_ in event.people),
            "Organisations": ", ".join(escaped(words.organisation(id_)) for id_ in event.organisations),
            "Place": escaped(words.text(event.place)),
            "Kind": escaped(words.plain(event.kind)),
            "Tags": escaped(", ".join(map(words.plain, event.tags))),
            "Confidence": event.confidence if event.confidence != "high" else "",
            "What they wrote": "; ".join(self._memo_name(id_) for id_ in event.memos),
            "Links": "; ".join(self._link(words.text(link.label) or link.url, link.url) for link in event.links),
            "Sources": "; ".join(map(self._source, event.sources)),
        }
        yield "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)

    def _memo_name(self, id_: str) -> str:
        memo = self.words.memos.get(id_)
        return escaped(self.words.text(memo.title or memo.venue) if memo else self.words.plain(id_))

    def _memo(self, memo: Memo) -> Iterator[str]:
        words = self.words
        yield f"### {escaped(words.text(memo.title or memo.venue) or words.plain(memo.id))}"
        authors = ", ".join(words.person(id_) for id_ in memo.authors)
        about = [authors, words.date(memo), words.text(memo.venue), words.text(memo.audience), FORMS[memo.form]]
        yield f"*{escaped('; '.join(filter(None, about)))}*"
        quoted = inert(words.text(memo.text, lines=True)).split("\n")
        yield "\n".join(f"> {line}".rstrip() for line in quoted) if memo.text else ""
        for correction in memo.corrections:
            found, mended = words.plain(correction.as_found), words.plain(correction.corrected)
            yield f"Mended: “{escaped(found)}” to “{escaped(mended)}”. {escaped(words.text(correction.why))}".strip()
        original = [self._link("the original", memo.url)] if memo.url else []
        cited = [*original, *map(self._source, memo.sources)]
        yield f"Sources: {'; '.join(cited)}" if cited else ""

    def _person(self, person: Person) -> Iterator[str]:
        words = self.words
        yield f"### {escaped(words.text(person.name))}"
        aliases = ", ".join(words.aliases(person))
        yield escaped("; ".join(filter(None, [aliases and f"also {aliases}", words.life(person)])))
        yield inert(words.text(person.text, lines=True))
        lines = [f"- {escaped(words.role(role))}{self._notes(role.sources)}" for role in person.roles]
        for study in person.education:
            said = ", ".join(filter(None, [words.text(study.title), words.organisation(study.organisation)]))
            lines.append(f"- {escaped(said)}{self._notes(study.sources)}")
        lines += [f"- {self._link(words.text(link.label) or link.url, link.url)}" for link in person.links]
        yield "\n".join(lines)
        yield f"Sources: {'; '.join(map(self._source, person.sources))}" if person.sources else ""

    def _notes(self, sources: tuple[str, ...]) -> str:
        return f" ({'; '.join(map(self._source, sources))})" if sources else ""

    def _source(self, id_: str) -> str:
        source = self.words.sources.get(id_)
        if source is None:
            return escaped(self.words.plain(id_))
        return self._link(self.words.source(source), source.url or "")

    def _link(self, words: str, address: str) -> str:
        said = _BRACKET.sub(r"\1\\\2", escaped(self.words.plain(words)))
        if not is_web(address):
            return said
        address = self.words.plain(address)
        return f"[{said}](<{address}>)" if set(address) & set("()\\ ") else f"[{said}]({address})"
