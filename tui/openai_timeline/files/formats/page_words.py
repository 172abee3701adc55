"""What Markdown and HTML say of a timeline in the same words: dates, people, roles, sources."""

from __future__ import annotations

from ...model.date_display import display, published, year_name
from ...model.dates import Date
from ...model.language import Text
from ...model.timeline import Event, Memo, Organisation, Person, Role, Source, Timeline
from .written import Losses

FORMS = {"full": "in full", "excerpt": "an excerpt", "digest": "a digest, in the words of this timeline's authors"}


class Words:
    """The words of one timeline, in one language where it has texts in several."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self.timeline = timeline
        self.language = language
        self.losses = Losses()
        self.people: dict[str, Person] = {person.id: person for person in timeline.people}
        self.organisations: dict[str, Organisation] = {item.id: item for item in timeline.organisations}
        self.memos: dict[str, Memo] = {memo.id: memo for memo in timeline.memos}
        self.sources: dict[str, Source] = {source.id: source for source in timeline.sources}

    def text(self, text: Text, *, lines: bool = False) -> str:
        """A text without control characters; on one line, or as it is."""
        return self.losses.text(text.in_language(self.language, self.timeline.language), lines=lines)

    def plain(self, text: str) -> str:
        """A string of the file on one line."""
        return self.losses.text(text, lines=False)

    def date(self, event: Event | Memo) -> str:
        """When something happened."""
        if event.date is None:
            return ""
        zone = event.zone or self.timeline.zone
        return display(event.date, zone if event.date.has_time else None, extent=False)

    def updated(self) -> str:
        """Until when the timeline has what happened."""
        when = self.timeline.updated
        return display(when, self.timeline.zone if when.has_time else None, extent=False) if when else ""

    def person(self, id_: str) -> str:
        """The name of a person."""
        return self.text(self.people[id_].name) if id_ in self.people else self.plain(id_)

    def organisation(self, id_: str) -> str:
        """The name of an organisation."""
        return self.text(self.organisations[id_].name) if id_ in self.organisations else self.plain(id_)

    def aliases(self, person: Person) -> list[str]:
        """The other names of a person."""
        name = self.person(person.id)
        return [alias for alias in map(self.plain, person.aliases) if alias != name]

    def life(self, person: Person) -> str:
        """When and where a person was born and died."""
        born = " in ".join(filter(None, [_when(person.born), self.text(person.birthplace)]))
        parts = [f"born {born}" if born else "", f"died {_when(person.died)}" if person.died else ""]
        return ", ".join(filter(None, parts))

    def role(self, role: Role) -> str:
        """A role, where it was and how long: `Chief executive, OpenAI, from 2019 to November 2023`."""
        acting = "acting" if role.acting else ""
        parts = [self.text(role.title), acting, self.organisation(role.organisation) if role.organisation else ""]
        return ", ".join(filter(None, [*parts, span(role.start, role.end)]))

    def eras(self) -> list[str]:
        """The eras, each with its bounds."""
        return [", ".join(filter(None, [self.text(era.title), span(era.start, era.end)])) for era in self.timeline.eras]

    def source(self, source: Source) -> str:
        """A source in words, without its address."""
        title = self.text(source.title)
        quoted = f"“{title}”" if title else ""
        when = published(source.published) if source.published else ""
        said = ", ".join(filter(None, [self.plain(source.publisher), quoted, when]))
        return said or self.plain(source.url or source.id)

    def name_of_year(self, event: Event) -> str:
        """The year under which an event stands."""
        return year_name(event.date.year)

    def lost(self) -> tuple[str, ...]:
        """What the page does not have."""
        from .written import translations

        self.losses.add("texts in other languages", translations(self.timeline))
        self.losses.add("offices", len(self.timeline.offices))
        texts = sum(bool(item.text or item.founded or item.links) for item in self.timeline.organisations)
        self.losses.add("descriptions of organisations", texts)
        return self.losses.said()

    def in_order(self) -> list[Event]:
        """All events in the order of time; equal ones in that of the file."""
        return sorted(self.timeline.events, key=lambda event: event.date.sort_key)


def span(start: Date | None, end: Date | None) -> str:
    """From when to when."""
    if start and end:
        return f"{_when(start)} to {_when(end)}"
    return f"since {_when(start)}" if start else f"until {_when(end)}" if end else ""


def _when(date: Date | None) -> str:
    return display(date) if date else ""
