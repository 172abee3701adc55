"""Writing HTML: one page that holds everything, to be read, printed and kept.

It needs no script and asks nobody for anything: its style is within it, and its policy allows nothing else. Every text
of the file is escaped; every source is linked, to its address where it has one and else to its place in the list.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib import resources
from itertools import groupby

from ...model.timeline import Event, Memo, Person, Timeline
from .page_words import FORMS, Words
from .rich import is_web, to_html
from .written import Written

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as a page of HTML."""
    page = _Page(timeline, language)
    return Written("".join(f"{line}\n" for line in page.lines()).encode(), page.words.lost())


class _Page:
    """The lines of one page."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.words = Words(timeline, language)
        ids = {
            "e": [event.id for event in timeline.events],
            "m": [memo.id for memo in timeline.memos],
            "p": [person.id for person in timeline.people],
            "s": [source.id for source in timeline.sources],
        }
        self._anchors = {
            (mark, id_): f"{mark}-{id_}" if _NAME.fullmatch(id_) else f"{mark}.{number}"
            for mark, all_ids in ids.items()
            for number, id_ in enumerate(all_ids)
        }
        self._met: dict[str, list[Event]] = {}
        for event in self.words.in_order():
            for person in event.people:
                self._met.setdefault(person, []).append(event)

    def lines(self) -> Iterator[str]:
        """The whole page."""
        words, timeline = self.words, self.words.timeline
        title = _text(words.text(timeline.title) or "A timeline")
        yield from self._head(title)
        yield f"<header>\n<h1>{title}</h1>\n{to_html(words.text(timeline.description, lines=True))}\n</header>"
        years = [(year, list(events)) for year, events in groupby(words.in_order(), words.name_of_year)]
        yield from self._contents([year for year, _ in years])
        yield "<main>"
        if timeline.eras:
            items = "".join(f"\n<li>{_text(era)}</li>" for era in words.eras())
            yield f'<section>\n<h2 id="eras">Eras</h2>\n<ul>{items}\n</ul>\n</section>'
        for number, (year, events) in enumerate(years):
            yield f'<section>\n<h2 id="y.{number}">{_text(year)}</h2>'
            for event in events:
                yield from self._event(event)
            yield "</section>"
        for section in (self._memos(), self._people(), self._sources()):
            yield from section
        yield "</main>"
        if timeline.updated:
            yield f"<footer>As of {_text(words.updated())}.</footer>"
        yield "</body>\n</html>"

    def _head(self, title: str) -> Iterator[str]:
        digest = b64encode(sha256(_style().encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        yield "<!doctype html>"
        yield f'<html lang="{escape(self.words.plain(self.words.language))}">'
        yield '<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">'
        yield f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n<body>"

    def _contents(self, years: list[str]) -> Iterator[str]:
        timeline = self.words.timeline
        parts = [("eras", "Eras")] if timeline.eras else []
        parts += [(f"y.{number}", year) for number, year in enumerate(years)]
        for name, words, items in (
            ("memos", "What they wrote", timeline.memos),
            ("people", "People", timeline.people),
            ("sources", "Sources", timeline.sources),
        ):
            if items:
                parts.append((name, words))
        yield '<nav aria-label="Contents">\n<ul>'
        yield "\n".join(f'<li><a href="#{anchor}">{_text(words)}</a></li>' for anchor, words in parts)
        yield "</ul>\n</nav>"

    def _event(self, event: Event) -> Iterator[str]:
        words = self.words
        turning = ' class="turning"' if event.importance == 1 else ""
        yield f'<article id="{self._anchors["e", event.id]}"{turning}>'
        yield f"<time>{_text(words.date(event))}</time>\n<h3>{_text(words.text(event.title))}</h3>"
        yield to_html(words.text(event.text, lines=True))
        if event.disputed:
            yield f'<div class="disputed">{to_html("*Disputed:* " + words.text(event.disputed))}</div>'
        facts = {
            "People": ", ".join(self._to("p", id_, words.person(id_)) for id_ in event.people),
            "Organisations": _text(", ".join(map(words.organisation, event.organisations))),
            "Place": _text(words.text(event.place)),
            "Kind": _text(words.plain(event.kind)),
            "Tags": _text(", ".join(map(words.plain, event.tags))),
            "Confidence": event.confidence if event.confidence != "high" else "",
            "What they wrote": ", ".join(self._to("m", id_, self._memo_name(id_)) for id_ in event.memos),
            "Links": ", ".join(self._link(words.text(link.label) or link.url, link.url) for link in event.links),
            "Sources": self._cited(event.sources),
        }
        yield _facts(facts)
        yield "</article>"

    def _memo_name(self, id_: str) -> str:
        memo = self.words.memos.get(id_)
        return self.words.text(memo.title or memo.venue) or id_ if memo else id_

    def _memos(self) -> Iterator[str]:
        """What people wrote, in the order of the file."""
        if self.words.timeline.memos:
            yield '<section>\n<h2 id="memos">What they wrote</h2>'
            for memo in self.words.timeline.memos:
                yield from self._memo(memo)
            yield "</section>"

    def _memo(self, memo: Memo) -> Iterator[str]:
        words = self.words
        yield f'<article class="memo" id="{self._anchors["m", memo.id]}">'
        yield f"<h3>{_text(self._memo_name(memo.id))}</h3>"
        authors = ", ".join(self._to("p", id_, words.person(id_)) for id_ in memo.authors)
        rest = [words.date(memo), words.text(memo.venue), words.text(memo.audience), FORMS[memo.form]]
        about = "; ".join(filter(None, [authors, *(_text(part) for part in rest if part)]))
        yield f'<p class="about">{about}</p>'
        language = f' lang="{escape(words.plain(memo.language))}"' if memo.language and memo.form != "digest" else ""
        yield f"<div{language}>{to_html(words.text(memo.text, lines=True))}</div>"
        for correction in memo.corrections:
            found, mended = words.plain(correction.as_found), words.plain(correction.corrected)
            why = words.text(correction.why)
            yield f'<p class="about">{_text(f"Mended: “{found}” to “{mended}”. {why}".strip())}</p>'
        original = self._link("the original", memo.url) if memo.url else ""
        yield _facts({"Original": original, "Sources": self._cited(memo.sources)})
        yield "</article>"

    def _people(self) -> Iterator[str]:
        """Everybody by name, with what they did and where they are met."""
        words = self.words
        people = sorted(words.timeline.people, key=lambda person: words.person(person.id).casefold())
        if people:
            yield '<section>\n<h2 id="people">People</h2>'
            for person in people:
                yield from self._person(person)
            yield "</section>"

    def _person(self, person: Person) -> Iterator[str]:
        words = self.words
        yield f'<article id="{self._anchors["p", person.id]}">\n<h3>{_text(words.person(person.id))}</h3>'
        aliases = ", ".join(words.aliases(person))
        about = "; ".join(filter(None, [aliases and f"also {aliases}", words.life(person)]))
        if about:
            yield f'<p class="about">{_text(about)}</p>'
        yield to_html(words.text(person.text, lines=True))
        items = [f"{_text(words.role(role))}{self._notes(role.sources)}" for role in person.roles]
        for study in person.education:
            said = ", ".join(filter(None, [words.text(study.title), words.organisation(study.organisation)]))
            items.append(f"{_text(said)}{self._notes(study.sources)}")
        items += [self._link(words.text(link.label) or link.url, link.url) for link in person.links]
        if items:
            yield "<ul>" + "".join(f"\n<li>{item}</li>" for item in items) + "\n</ul>"
        met = self._met.get(person.id, ())
        events = ", ".join(self._to("e", event.id, words.text(event.title)) for event in met)
        yield _facts({"Events": events, "Sources": self._cited(person.sources)})
        yield "</article>"

    def _sources(self) -> Iterator[str]:
        """All sources, in the order of the file."""
        words = self.words
        if words.timeline.sources:
            yield '<section class="sources">\n<h2 id="sources">Sources</h2>\n<ul>'
            for source in words.timeline.sources:
                said = self._link(words.source(source), source.url or "")
                yield f'<li id="{self._anchors["s", source.id]}">{said}</li>'
            yield "</ul>\n</section>"

    def _cited(self, sources: Iterable[str]) -> str:
        """Sources with links: to their addresses, else to their places in the list."""
        said = []
        for id_ in sources:
            source = self.words.sources.get(id_)
            words = self.words.source(source) if source else id_
            has_address = source is not None and source.url and is_web(source.url)
            said.append(self._link(words, source.url or "") if source and has_address else self._to("s", id_, words))
        return "; ".join(said)

    def _notes(self, sources: tuple[str, ...]) -> str:
        return f' <span class="about">({self._cited(sources)})</span>' if sources else ""

    def _to(self, mark: str, id_: str, words: str) -> str:
        """A link within the page."""
        anchor = self._anchors.get((mark, id_))
        said = _text(self.words.plain(words))
        return f'<a href="#{anchor}">{said}</a>' if anchor else said

    def _link(self, words: str, address: str) -> str:
        """A link to the web; words alone where the address leads elsewhere."""
        said = _text(self.words.plain(words))
        if not is_web(address):
            return said
        return f'<a href="{escape(self.words.plain(address))}" rel="noreferrer">{said}</a>'


def _text(text: str) -> str:
    return escape(text, quote=False)


def _facts(facts: dict[str, str]) -> str:
    lines = "".join(f"\n<div><dt>{name}</dt><dd>{fact}</dd></div>" for name, fact in facts.items() if fact)
    return f'<dl class="facts">{lines}\n</dl>' if lines else ""
