"""Keys on the tenures screen with 500 people in office: the date, the people and the zoom, each to its frame.

The yardstick is a key in an OptionList of 500 rows, in turn with ours. `bench.py tenures` takes the figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pyte
from terminal import Home, Size, Terminal, cell, row

PEOPLE, OFFICES, EVENTS = 500, 24, 2_000
FIRST_YEAR, LAST_YEAR = 1990, 2026
SEED = 500
ROUNDS = 20
QUIET = 0.06
KINDS = ("founder", "executive", "board", "staff", "advisor")
# A round: three steps of the date, a person down, nearer and farther again.
ROUND = ("\x1b[D", "\x1b[D", "\x1b[C", "\x1b[B", "+", "-")
DOWN = "\x1b[B"

Shows = Callable[[pyte.Screen], bool]
Measured = tuple[str, str, str, Sequence[float], Sequence[float], float, float]


def timeline() -> dict[str, Any]:
    """The same 500 people every time, with one to three roles each in one organisation."""
    random = Random(SEED)
    people = []
    for number in range(PEOPLE):
        roles = []
        for _ in range(random.randint(1, 3)):
            year = random.randint(FIRST_YEAR, LAST_YEAR - 2)
            role: dict[str, Any] = {"organisation": "firm", "title": f"Post {random.randint(1, 90)}"}
            role |= {"kind": random.choice(KINDS), "start": f"{year}-{random.randint(1, 12):02d}"}
            if random.random() < 0.7:
                role["end"] = f"{min(LAST_YEAR, year + random.randint(1, 12))}~"
            if random.random() < 0.5:
                role["office"] = f"office-{random.randint(1, OFFICES):02d}"
            roles.append(role)
        people.append({"id": f"p{number:03d}", "name": f"Person {number:03d} of the firm", "roles": roles})

    def day() -> str:
        year, month = random.randint(FIRST_YEAR, LAST_YEAR - 1), random.randint(1, 12)
        return f"{year}-{month:02d}-{random.randint(1, 28):02d}"

    events = [
        {
            "date": day(),
            "title": f"Event {number}",
            "people": [f"p{random.randrange(PEOPLE):03d}"],
        }
        for number in range(EVENTS)
    ]
    offices = [{"id": f"office-{n:02d}", "title": f"Office {n}", "many": True} for n in range(1, OFFICES + 1)]
    organisations = [{"id": "firm", "name": "The firm"}]
    head = {"format": 1, "title": "A firm", "updated": f"{LAST_YEAR}-06-30"}
    return {**head, "organisations": organisations, "offices": offices, "people": people, "events": events}


def state(screen: pyte.Screen) -> tuple[str, ...]:
    """What a key changes: the date below the chart and above the offices, the person, the words of the zoom."""
    rows = [row(screen, y) for y in range(screen.lines)]
    dates = [text for text in rows if "In office on" in text]
    people = [text[:30] for text in rows if "▌" in text]
    zoom = [text for text in rows if " · by " in text]
    return (*dates, *people, *zoom) if dates and people and zoom else ()


def changed(before: tuple[str, ...]) -> Shows:
    """That something of it is new, and all of it is there."""
    return lambda screen: bool(state(screen)) and state(screen) != before


def option_shown(number: int) -> Shows:
    """That the highlight of the yardstick is on an option, and on no other."""

    def shows(screen: pyte.Screen) -> bool:
        rows = [y for y in range(screen.lines) if cell(screen, 3, y).bold]
        return len(rows) == 1 and f" Option number {number} " in row(screen, rows[0])

    return shows


def measured(ours: str, yardstick: Sequence[str], size: Size) -> Measured:
    """The parts of a line of the table: names, unit, our values, the yardstick's, the bounds."""
    mine, bare = [], []
    with Home() as home:
        file = Path(home.path, "firm.json")
        file.write_text(json.dumps(timeline()), encoding="utf-8")
        environment = home.environment()
        with (
            Terminal([ours, str(file)], size, environment) as chart,
            Terminal(yardstick, size, environment) as options,
        ):
            chart.seen(lambda screen: "Events ·" in "".join(row(screen, y) for y in range(3)))
            chart.press("t")
            chart.seen(lambda screen: bool(state(screen)))
            for _ in range(30):  # away from the first day
                chart.press("\x1b[C")
            chart.settle()
            options.seen(option_shown(1))
            for number in range(ROUNDS * len(ROUND)):
                before = state(chart.screen)
                pressed = chart.press(ROUND[number % len(ROUND)])
                mine.append((chart.seen(changed(before), QUIET) - pressed) * 1000)
                pressed = options.press(DOWN)
                bare.append((options.seen(option_shown(number + 2), QUIET) - pressed) * 1000)
    return f"tenures key, {PEOPLE} people", "an OptionList of 500 rows", "ms", mine, bare, 1.60, 16
