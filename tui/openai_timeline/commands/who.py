"""`openai-timeline who`: who held which office, on a date, in a succession, in a life."""

from __future__ import annotations

import argparse
import csv
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

import msgspec

from ..index.ask import Index
from ..index.tenures import Holder, OfficeAt, Roll
from ..model.date_display import display, published
from ..model.dates import Date
from ..model.durations import duration
from ..model.office_words import change_in_words, holders_at, stretch
from ..model.offices import Held, Tenure, changes
from ..model.timeline import Office, Person, Role
from ..resolve import NotFound, named_ids, office_ids, typed_date
from ..text import DETAIL_LIMIT, TITLE_LIMIT, clean, inert
from .common import EXIT_NOTHING, EXIT_USAGE, add_language, add_skip_bad, new_parser, open_index, say
from .data import write_bytes
from .tables import guarded

EPILOG = """examples:
  openai-timeline who --on 2023-11-18
  openai-timeline who --on "17 nov 2023" --office chief-executive
  openai-timeline who --office chief-executive           the whole succession, gaps and overlaps said
  openai-timeline who --person "Mira Murati" --format json

Dates have bounds, so an answer is "held", "may have held" (perhaps), or none. Without a date, an office or a person the
answer is for the end of the record."""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tenure, as JSON and CSV have it. Dates are EDTF, as written in the record."""

    office: str
    title: str
    organisation: str
    person: str
    name: str
    held: str
    acting: bool = False
    start: str = ""
    end: str = ""
    duration: str = ""
    before: str = ""
    after: str = ""
    disputed: str = ""
    sources: tuple[str, ...] = ()


COLUMNS = list(Answer.__struct_fields__)


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("who", "Say who held which office.", EPILOG)
    moment = 'a date or a moment: 2023-11-18, "18 nov 2023", 2023-11-17T12:30-08:00'
    parser.add_argument("--on", metavar="DATE", help=moment)
    parser.add_argument("--office", action="append", default=[], metavar="OFFICE", help="an office, by id or title")
    parser.add_argument("--org", metavar="NAME", help="only offices of this organisation")
    parser.add_argument("--person", action="append", default=[], metavar="NAME", help="the offices of this person")
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="text is the default")
    parser.add_argument("-f", "--file", metavar="FILE", help="a timeline, or - for standard input")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Answer; 1 where nobody is known."""
    index = open_index(arguments)
    try:
        question = Question(arguments, index)
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    answers = question.answers()
    if arguments.format == "json":
        write_bytes(inert(msgspec.json.format(msgspec.json.encode(answers), indent=2)) + b"\n")
    elif arguments.format == "csv":
        write_csv(answers)
    else:
        sys.stdout.writelines(clean(line, limit=10_000) + "\n" for line in question.lines())
    return 0 if any(answer.held != Held.NO.value for answer in answers) else EXIT_NOTHING


def write_csv(answers: Sequence[Answer]) -> None:
    """The answers as CSV; a cell that a spreadsheet would take for a formula is quoted with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        cells = (getattr(answer, column) for column in COLUMNS)
        writer.writerow([_cell(" ".join(cell) if isinstance(cell, tuple) else str(cell)) for cell in cells])


def _cell(text: str) -> str:
    return guarded(clean(text, limit=max(DETAIL_LIMIT, len(text))))


class Question:
    """What is asked, and its answer from the index."""

    def __init__(self, arguments: Namespace, index: Index) -> None:
        self._index, self._language = index, arguments.lang or index.head.language
        organisation = named_ids([arguments.org], "organisation", index)[0] if arguments.org else None
        self._roll = Roll(index, organisation)
        self._people = named_ids(arguments.person, "person", index) if arguments.person else ()
        self._offices = office_ids(arguments.office, self._roll)
        self._moment = typed_date(arguments.on, index) if arguments.on else None
        if self._moment is None and not self._people and not self._offices:
            self._moment = index.head.updated

    def answers(self) -> list[Answer]:
        """Every tenure that answers."""
        if self._moment is None:
            return [self._answer(tenure, Held.YES, None) for tenure in self._tenures()]
        found = self._roll.at(self._moment, self._offices)
        holders = [holder for office in found for holder in office.holders if self._asked(holder.tenure)]
        answers = [self._answer(holder.tenure, holder.held, holder) for holder in holders]
        return answers + [self._denied(office.office, id_) for office in found for id_ in self._not_holding(office)]

    def _not_holding(self, at: OfficeAt) -> list[str]:
        """Of the people asked about, where offices were asked about too, those who did not hold one then."""
        holding = {holder.tenure.person for holder in at.holders}
        return [id_ for id_ in self._people if id_ not in holding] if self._offices else []

    def _denied(self, office: Office, person_id: str) -> Answer:
        return Answer(
            office=office.id,
            title=office.title.in_language(self._language),
            organisation=self._organisation(office.organisation),
            person=person_id,
            name=self._name(person_id),
            held=Held.NO.value,
        )

    def _asked(self, tenure: Tenure) -> bool:
        return not self._people or tenure.person in self._people

    def _tenures(self) -> list[Tenure]:
        """Whole successions, or the tenures of people."""
        offices = self._offices or tuple(self._roll.successions)
        found = [tenure for id_ in offices for tenure in self._roll.successions.get(id_, ()) if self._asked(tenure)]
        return sorted(found, key=lambda t: t.role.start.earliest if t.role.start else 0) if self._people else found

    def _answer(self, tenure: Tenure, answer: Held, holder: Holder | None) -> Answer:
        role, office = tenure.role, self._roll.office(tenure.role.office or "")
        single = holder is not None and not office.many
        return Answer(
            office=office.id,
            title=role.title.in_language(self._language),
            organisation=self._organisation(role.organisation),
            person=tenure.person,
            name=self._name(tenure.person),
            held=answer.value,
            acting=role.acting,
            start=role.start.text if role.start else "",
            end=role.end.text if role.end else "",
            duration=self._duration(role),
            before=self._name(holder.before.person) if single and holder and holder.before else "",
            after=self._name(holder.after.person) if single and holder and holder.after else "",
            disputed=role.disputed.in_language(self._language),
            sources=role.sources,
        )

    def _duration(self, role: Role) -> str:
        """How long; of a role that lasts, until the end of the record."""
        until = role.end or self._index.head.updated
        return duration(role.start, until) if role.start is not None and until is not None else ""

    def _name(self, person_id: str) -> str:
        person = self._roll.people.get(person_id) or self._index.person(person_id) or Person(id=person_id)
        return clean(person.name.in_language(self._language) or person_id, limit=TITLE_LIMIT)

    def _organisation(self, id_: str) -> str:
        found = self._index.organisation(id_)
        return found.name.in_language(self._language) if found else id_

    # -- in words

    def lines(self) -> Iterator[str]:
        """The answer as text."""
        if self._moment is not None:
            yield from self._lines_at(self._moment)
            return
        for office_id in self._offices or tuple(self._roll.successions):
            succession = [t for t in self._roll.successions.get(office_id, ()) if self._asked(t)]
            if succession:
                yield self._title(office_id)
                yield from (line for tenure in succession for line in self._tenure_lines(tenure))
                if not self._people and not self._roll.office(office_id).many:
                    yield from self._change_lines(succession)
                yield ""

    def _lines_at(self, moment: Date) -> Iterator[str]:
        yield f"On {display(moment, self._index.head.zone, weekday=True)}"
        for at in self._roll.at(moment, self._offices):
            holders = [holder for holder in at.holders if self._asked(holder.tenure)]
            if holders or self._offices:
                yield ""
                yield f"{self._title(at.office.id)}: {self._phrase(at, holders, moment)}"
                for holder in holders:
                    yield from self._tenure_lines(holder.tenure, None if at.office.many else holder)

    def _phrase(self, at: OfficeAt, holders: list[Holder], moment: Date) -> str:
        if not holders and self._people:
            return " and ".join(f"{self._name(id_)} did not hold it" for id_ in self._people)
        said = [(self._name(holder.tenure.person), holder.tenure.role, holder.held) for holder in holders]
        return holders_at(said, moment, at.office.many) or "nobody known"

    def _title(self, office_id: str) -> str:
        return self._roll.office(office_id).title.in_language(self._language) or office_id

    def _tenure_lines(self, tenure: Tenure, holder: Holder | None = None) -> Iterator[str]:
        role = tenure.role
        when = stretch(role, self._index.head.zone, self._index.head.updated)
        beside = [self._name(tenure.person) + (", acting" if role.acting else ""), when]
        if holder is not None and holder.before is not None:
            beside.append(f"before: {self._name(holder.before.person)}")
        if holder is not None and holder.after is not None:
            beside.append(f"after: {self._name(holder.after.person)}")
        yield "  " + " · ".join(beside)
        if role.disputed:
            yield f"    disputed: {role.disputed.in_language(self._language)}"
        if role.sources:
            yield "    sources: " + "; ".join(self._sources(role.sources))

    def _sources(self, ids: Sequence[str]) -> Iterator[str]:
        for source in self._index.sources(ids):
            when = f", {published(source.published, short=True)}" if source.published else ""
            yield f"{source.publisher}{when}"

    def _change_lines(self, succession: Sequence[Tenure]) -> Iterator[str]:
        for change in changes(succession):
            yield f"  {change_in_words(change, self._name, self._index.head.zone)}"
