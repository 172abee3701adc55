"""Writes a big timeline for measuring: the same bytes for the same number of events, on any machine.

    python benchmarks/generate.py 1000000 -o /tmp/million.json

A million events are about 290 MB: titles of some 45 characters, accounts of 120 to 200 characters for two in three,
one to three of 5,000 people (the first has about 190,000 events, the hundredth about 2,000), days, months, years and
instants from 1900 to 2026 in order of time, one memo per 200 events, 5,000 sources. Only the pools are kept in memory.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TextIO

SEED = 20231117
PEOPLE, ORGANISATIONS, SOURCES, EVENTS_PER_MEMO = 5_000, 300, 5_000, 200
FIRST_YEAR, LAST_YEAR = 1900, 2026
BATCH = 10_000


def words(text: str) -> list[str]:
    """The words of a line."""
    return text.split()


FIRST_NAMES = words(
    "Ada Alan Amira Anna Ben Bela Carla Chen Dana Elif Emma Erik Fatima Goran Grace Hana Ines Ivan Jan Joaquín José "
    "Kenji Lena Lin Luis Mara Mei Mira Nadia Noor Olga Omar Paul Priya Quinn Rosa Sara Tariq Uma Vera Wei Yara Zoë"
)
LAST_NAMES = words(
    "Abbott Acosta Baker Bauer Castro Chen Conrad Diaz Dubois Eriksen Fischer Garcia Gupta Haddad Hoffmann Ito Jansen "
    "Kaur Keller Kim Kovács Lambert Li Lopez Martin Meyer Moreau Nguyen Novak Okafor Park Petrov Quiñones Rossi Sato "
    "Schmidt Silva Singh Tanaka Tóth Ueda Vargas Wang Weber Xu Yilmaz Zhang Zimmermann"
)
VERBS = words("announces leaves joins founds questions praises reviews signs closes opens publishes defends drafts")
NOUNS = words(
    "agreement board budget centre charter committee compiler contract council department experiment fund institute "
    "laboratory letter library machine memorandum model network observatory paper partnership patent plan programme "
    "project proposal report research school software station strategy study survey system telescope theory university"
)
ADJECTIVES = words(
    "annual basic careful central common early final first foreign general independent international joint large late "
    "limited local long mathematical national new open public quiet regional second secret small special technical"
)
GLUE = words("after about against before beside despite during for from into of on over through towards under with")
KINDS = ("statement", "release", "research", "joined", "left", "appointed", "funding", "structure", "legal", "other")
KIND_WEIGHTS = (20, 12, 16, 12, 10, 8, 6, 5, 5, 6)
PLACES = ("San Francisco", "London", "Zürich", "Kyoto", "Nairobi", "São Paulo", "Delhi", "Toronto", "北京")
TAGS = tuple(f"{adjective}-{noun}" for adjective in ADJECTIVES[:10] for noun in NOUNS[:20])
OFFICES = (("chair", "Chair"), ("director", "Director"), ("secretary", "Secretary"), ("treasurer", "Treasurer"))

Json = dict[str, Any]


def zipf(count: int) -> list[float]:
    """Cumulative weights 1, 1/2, 1/3 and so on."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


class Generator:
    """Makes the parts of one timeline, in the order in which they are written."""

    def __init__(self, events: int) -> None:
        self.random = Random(SEED)
        self.events_wanted = events
        self.memos_wanted = events // EVENTS_PER_MEMO
        self.people_ids = [f"p{n:04d}" for n in range(1, PEOPLE + 1)]
        self.organisation_ids = [f"o{n:03d}" for n in range(1, ORGANISATIONS + 1)]
        self.source_ids = [f"s{n:04d}" for n in range(1, SOURCES + 1)]
        self.people_weights, self.organisation_weights = zipf(PEOPLE), zipf(ORGANISATIONS)
        self.noun_weights, self.adjective_weights = zipf(len(NOUNS)), zipf(len(ADJECTIVES))

    def phrases(self, count: int) -> list[str]:
        """Short groups of words, of which titles and accounts are made."""
        random = self.random
        adjectives = random.choices(ADJECTIVES, cum_weights=self.adjective_weights, k=count)
        nouns = random.choices(NOUNS, cum_weights=self.noun_weights, k=count)
        return [f"the {adjective} {noun}" for adjective, noun in zip(adjectives, nouns, strict=True)]

    def head(self) -> Json:
        """Everything before the lists."""
        return {
            "format": 1,
            "title": f"A made-up history of {self.events_wanted:,} events",
            "language": "en",
            "zone": "America/Los_Angeles",
            "updated": f"{LAST_YEAR}-12-31",
            "eras": [
                {"title": f"The {decade}s", "start": str(decade), "end": str(decade + 9)}
                for decade in range(FIRST_YEAR, 2020, 10)
            ],
        }

    def organisations(self) -> Iterator[Json]:
        """Organisations with a name each."""
        for number, id in enumerate(self.organisation_ids):
            noun, adjective = NOUNS[number % len(NOUNS)], ADJECTIVES[number // len(NOUNS)]
            name = f"{adjective.title()} {noun.title()} of {PLACES[number % 8]}"
            yield {"id": id, "name": name, "sources": [self.source_ids[number]]}

    def offices(self) -> Iterator[Json]:
        """A few offices that people hold one after the other."""
        for id, title in OFFICES:
            yield {"id": id, "title": title, "organisation": self.organisation_ids[0]}

    def people(self) -> Iterator[Json]:
        """People with names that are all different, some with a birth and with roles."""
        random = self.random
        for number, id in enumerate(self.people_ids):
            first = FIRST_NAMES[number % len(FIRST_NAMES)]
            last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
            round_ = number // (len(FIRST_NAMES) * len(LAST_NAMES))
            middle = ("", " " + chr(65 + number % 26) + ".", " " + chr(65 + number % 25) + ". de")[round_]
            person: Json = {"id": id, "name": f"{first}{middle} {last}"}
            if number % 3 == 0:
                person["born"] = str(random.randint(1860, 1899))
            person["roles"] = [self.role(number)] if number % 2 == 0 else []
            person["sources"] = [self.source_ids[number % SOURCES]]
            yield person

    def role(self, number: int) -> Json:
        """A role; the first hundreds of people hold the offices in turn."""
        held = number // 2
        role: Json = {"organisation": self.organisation_ids[number % ORGANISATIONS], "title": "Researcher"}
        if held < 4 * 100:
            office, title = OFFICES[held % 4]
            year = FIRST_YEAR + held // 4
            role |= {"organisation": self.organisation_ids[0], "title": title, "office": office}
        else:
            year = self.random.randint(FIRST_YEAR, LAST_YEAR - 2)
        return role | {"start": f"{year}-01", "end": f"{year + 1}-01", "sources": [self.source_ids[number]]}

    def events(self) -> Iterator[Json]:
        """The events, in order of time, more of them the later it is."""
        done = 0
        while done < self.events_wanted:
            count = min(BATCH, self.events_wanted - done)
            yield from self.batch(done, count)
            done += count

    def batch(self, first: int, count: int) -> Iterator[Json]:
        """`count` events from number `first` on; what is drawn for all of them at once is drawn faster."""
        random = self.random
        people = iter(random.choices(self.people_ids, cum_weights=self.people_weights, k=3 * count))
        organisations = iter(random.choices(self.organisation_ids, cum_weights=self.organisation_weights, k=count))
        kinds = random.choices(KINDS, KIND_WEIGHTS, k=count)
        sources = iter(random.choices(self.source_ids, k=2 * count))
        phrases = iter(self.phrases(8 * count))
        for number, kind in enumerate(kinds, first):
            event: Json = {"id": f"e{number + 1}", "date": self.date(number), "title": self.title(phrases)}
            if random.random() < 0.66:
                event["text"] = self.account(phrases)
            event["kind"] = kind
            several = random.choices((1, 2, 3), (40, 40, 20))[0]
            event["people"] = list(dict.fromkeys(next(people) for _ in range(several)))
            if random.random() < 0.4:
                event["organisations"] = [next(organisations)]
            if number % EVENTS_PER_MEMO == 0 and number // EVENTS_PER_MEMO < self.memos_wanted:
                event["memos"] = [f"m{number // EVENTS_PER_MEMO + 1}"]
            event["sources"] = [next(sources)] if random.random() < 0.8 else [next(sources), next(sources)]
            self.details(event)
            yield event

    def details(self, event: Json) -> None:
        """What only some events have."""
        random = self.random
        if random.random() < 0.06:
            event["place"] = random.choice(PLACES)
        if random.random() < 0.2:
            event["tags"] = random.sample(TAGS, random.randint(1, 2))
        if random.random() < 0.1:
            event["importance"] = random.choice((1, 3, 3, 3))
        if random.random() < 0.02:
            event["confidence"] = "medium"

    def date(self, number: int) -> str:
        """The date of an event by its number: days mostly, some months, years and instants."""
        random = self.random
        share = ((number + 1) / (self.events_wanted + 1)) ** 0.6
        exact = FIRST_YEAR + share * (LAST_YEAR + 1 - FIRST_YEAR)
        year = int(exact)
        month = int((exact - year) * 12) + 1
        drawn = random.random()
        if drawn < 0.04:
            return str(year)
        if drawn < 0.12:
            return f"{year}-{month:02d}"
        day = f"{year}-{month:02d}-{int((exact - year) * 12 % 1 * 28) + 1:02d}"
        if drawn < 0.90:
            return day
        zone = random.choice(("Z", "-08:00", "+01:00"))
        return f"{day}T{random.randrange(24):02d}:{random.randrange(60):02d}{zone}"

    def title(self, phrases: Iterator[str]) -> str:
        """Some 45 characters that nearly no other event has."""
        random = self.random
        name = random.choice(LAST_NAMES)
        glue = random.choice(GLUE)
        return f"{name} {random.choice(VERBS)} {next(phrases)} {glue} {random.choice(NOUNS)}"

    def account(self, phrases: Iterator[str]) -> str:
        """Two sentences of together 120 to 200 characters."""
        random = self.random
        wanted = random.randint(115, 180)
        text = f"According to {next(phrases)}, {random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)} had worked"
        while len(text) < wanted - 25:
            text += f" {random.choice(GLUE)} {next(phrases)}"
        return f"{text}. It was {random.choice(ADJECTIVES)}."

    def memos(self) -> Iterator[Json]:
        """One memo per 200 events, with three paragraphs."""
        for number in range(self.memos_wanted):
            phrases = iter(self.phrases(200))
            yield {
                "id": f"m{number + 1}",
                "date": self.date(number * EVENTS_PER_MEMO)[:10],
                "authors": self.random.choices(self.people_ids, cum_weights=self.people_weights),
                "venue": "internal memo",
                "title": f"On {next(phrases)}",
                "form": "digest",
                "text": "\n\n".join(self.account(phrases) for _ in range(3)),
                "sources": [self.random.choice(self.source_ids)],
            }

    def sources(self) -> Iterator[Json]:
        """Sources that look like newspaper articles."""
        titles = self.phrases(SOURCES)
        for number, (id, title) in enumerate(zip(self.source_ids, titles, strict=True)):
            yield {
                "id": id,
                "url": f"https://example.org/{number:04d}/{title.replace(' ', '-')}",
                "title": title.capitalize(),
                "publisher": f"The {LAST_NAMES[number % len(LAST_NAMES)]} Post",
                "published": str(FIRST_YEAR + number % (LAST_YEAR - FIRST_YEAR)),
                "kind": "news",
            }

    def write(self, out: TextIO) -> None:
        """The whole timeline, an item a line."""
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        head = ",\n".join(f'"{key}":{encode(value)}' for key, value in self.head().items())
        out.write("{\n" + head)
        for key in ("organisations", "offices", "people", "events", "memos", "sources"):
            items: Iterable[Json] = getattr(self, key)()
            out.write(f',\n"{key}":[')
            separator = "\n"
            for item in items:
                out.write(separator + encode(item))
                separator = ",\n"
            out.write("\n]")
        out.write("\n}\n")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Write a big timeline for measuring; deterministic.")
    parser.add_argument("events", type=int, help="how many events, such as 1000000 (about 290 MB)")
    parser.add_argument("-o", dest="output", metavar="FILE", help="where to; absent, standard output")
    arguments = parser.parse_args()
    generator = Generator(arguments.events)
    if arguments.output is None:
        generator.write(sys.stdout)
    else:
        with Path(arguments.output).open("w", encoding="utf-8", newline="\n") as out:
            generator.write(out)


if __name__ == "__main__":
    main()
