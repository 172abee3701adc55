"""What the program costs beside the least that can be had: `make bench`, or `bench.py start key list memory` for some.

Every figure is the median of whole processes, ours and the yardstick's in turn (A B A B …), so that a busy machine is
busy for both. A start is that of a first run: nothing is remembered, bytecode is compiled. The table is printed, and
written to results.md and the README when all figures were taken. It is a report and no test: it never fails because a
figure is over.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import pyte
import tenures
from terminal import HERE, Home, Late, Size, Terminal, cell, pane, row

BIN = HERE.parent / ".venv" / "bin"
PYTHON, OURS = str(BIN / "python"), str(BIN / "openai-timeline")
STATIC, OPTIONS = HERE / "bare_static.py", HERE / "bare_options.py"
RESULTS, README = HERE / "results.md", HERE.parent / "README.md"
BEGINS, ENDS = "<!-- bench -->\n", "<!-- /bench -->"  # where the table stands in the README
SIZE = Size(140, 40)
DOWN = "\x1b[B"
STARTS, KEYS, LISTS, MEMORIES = 21, 120, 31, 5
KEYS_BEFORE_MEMORY = 20
KEY_QUIET = 0.06
NEEDLE = 24
LIBRARIES = ("textual", "rich", "msgspec", "pyte")

Shows = Callable[[pyte.Screen], bool]


class Figure(NamedTuple):
    """One line of the table: our values and the yardstick's, in the unit, and what they are held to."""

    name: str
    yardstick_name: str
    unit: str
    ours: Sequence[float]
    yardstick: Sequence[float]
    most: float
    most_alone: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the yardstick ours is."""
        return median(self.ours) / median(self.yardstick)

    @property
    def over(self) -> bool:
        """Whether ours is over a bound."""
        return self.ratio > self.most or (self.most_alone is not None and median(self.ours) > self.most_alone)

    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        alone = "" if self.most_alone is None else f" and {self.most_alone:g} {self.unit}"
        return (
            self.name,
            f"{median(self.ours):.1f} {self.unit}",
            self.yardstick_name,
            f"{median(self.yardstick):.1f} {self.unit}",
            f"{self.ratio:.2f}",
            f"{self.most:.2f}{alone}",
            "over" if self.over else "ok",
        )


HEADINGS = ("what", "ours", "yardstick", "its", "ratio", "at most", "")


def titles(environment: dict[str, str]) -> list[str]:
    """The beginnings of the titles of the bundled record, in order, as the program itself lists them."""
    listed = subprocess.run([OURS, "list"], env=environment, capture_output=True, text=True, check=True).stdout
    whole = [line.split(maxsplit=2)[2] for line in listed.splitlines()]
    return [title if len(title) <= NEEDLE else title[:NEEDLE].rpartition(" ")[0] for title in whole]


# -- what a screen shows


def full_frame(title: str) -> Shows:
    """That all four panes are painted: the years, the event with the cursor, a person, the event's account."""

    def shows(screen: pyte.Screen) -> bool:
        panes = [pane(screen, name) for name in ("Years", "Events", "Person", "Reader")]
        painted = all(sum(not line.isspace() for line in lines) > 1 for lines in panes)
        return painted and any("▌" in line and title in line for line in panes[1]) and title in panes[3][0]

    return shows


def event_shown(title: str) -> Shows:
    """That the cursor is on the event and the reader shows it."""

    def shows(screen: pyte.Screen) -> bool:
        under_cursor = [line for line in pane(screen, "Events") if line.startswith("▌")]
        return len(under_cursor) == 1 and title in under_cursor[0] and title in "".join(pane(screen, "Reader")[:1])

    return shows


def static_shown(screen: pyte.Screen) -> bool:
    """That the bare app shows its line."""
    return row(screen, 0).startswith("A bare app, painted.")


def option_shown(number: int) -> Shows:
    """That the highlight is on an option, and on no other."""

    def shows(screen: pyte.Screen) -> bool:
        rows = [y for y in range(screen.lines) if cell(screen, 3, y).bold]
        return len(rows) == 1 and f" Option number {number} " in row(screen, rows[0])

    return shows


# -- the figures


def start() -> Figure:
    """From the start of the process to its first full frame, of a timeline that was opened before."""
    ours, bare = [], []
    with Home() as home:
        first = titles(home.environment())[0]
        for _ in range(STARTS):
            ours.append(_start([OURS, "--fresh"], full_frame(first), home))
            bare.append(_start([PYTHON, str(STATIC)], static_shown, home))
    return Figure("start to first full frame", "an app with one Static", "ms", ours, bare, 1.30)


def _start(command: Sequence[str], shows: Shows, home: Home) -> float:
    with Terminal(command, SIZE, home.environment()) as terminal:
        return (terminal.seen(shows) - terminal.started) * 1000


def key() -> Figure:
    """From a cursor key to its frame; both programs stand open, and get one key each in turn."""
    ours, bare = [], []
    with Home() as home:
        names, environment = titles(home.environment()), home.environment()
        with (
            Terminal([OURS], SIZE, environment) as our_terminal,
            Terminal([PYTHON, str(OPTIONS)], SIZE, environment) as bare_terminal,
        ):
            our_terminal.seen(full_frame(names[0]))
            bare_terminal.seen(option_shown(1))
            for number in range(1, min(KEYS, len(names))):
                ours.append(_key(our_terminal, event_shown(names[number])))
                bare.append(_key(bare_terminal, option_shown(number + 1)))
    return Figure("cursor key to its frame", "an OptionList of 500 rows", "ms", ours, bare, 1.30, most_alone=16)


def _key(terminal: Terminal, shows: Shows) -> float:
    pressed = terminal.press(DOWN)
    return (terminal.seen(shows, KEY_QUIET) - pressed) * 1000


def listing() -> Figure:
    """The whole of `list`."""
    ours, bare = [], []
    with Home() as home:
        for _ in range(LISTS):
            ours.append(_whole([OURS, "list"], home.environment()))
            bare.append(_whole([PYTHON, "-c", "pass"], home.environment()))
    return Figure("list > /dev/null", "python3 -c pass", "ms", ours, bare, 5)


def _whole(command: Sequence[str], environment: dict[str, str]) -> float:
    started = perf_counter()
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return (perf_counter() - started) * 1000


def memory() -> Figure:
    """The most memory taken until after the first frame and some keys."""
    ours, bare = [], []
    with Home() as home:
        first = titles(home.environment())[0]
        for _ in range(MEMORIES):
            ours.append(_memory([OURS, "--fresh"], full_frame(first), home))
            bare.append(_memory([PYTHON, str(STATIC)], static_shown, home))
    return Figure(f"peak memory, {KEYS_BEFORE_MEMORY} keys", "an app with one Static", "MB", ours, bare, 1.40)


def _memory(command: Sequence[str], shows: Shows, home: Home) -> float:
    with Terminal(command, SIZE, home.environment()) as terminal:
        terminal.seen(shows)
        for _ in range(KEYS_BEFORE_MEMORY):
            terminal.press(DOWN)
            terminal.settle(KEY_QUIET)
    return terminal.peak / 1e6


FIGURES = {"start": start, "key": key, "list": listing, "memory": memory}
FIGURES["tenures"] = lambda: Figure(*tenures.measured(OURS, [PYTHON, str(OPTIONS)], SIZE))


# -- the table


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table of Markdown, its columns aligned."""
    lines = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    rows = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    return "\n".join([rows[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rows[1:]])


def machine() -> str:
    """Processor, cores, system and versions."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        named = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, {libraries}."
    )


def report(figures: Sequence[Figure]) -> str:
    """results.md."""
    counts = f"{STARTS} starts, {KEYS - 1} keys, {LISTS} lists and {MEMORIES} runs for memory"
    return (
        "# What the program costs\n\n"
        f"Written by `make bench` on {date.today():%d %B %Y}. Medians of {counts}, ours and the "
        f"yardstick's in turn, in a terminal of {SIZE.columns} x {SIZE.rows}.\n\n{machine()}\n\n{table(figures)}\n"
    )


def told(readme: str, figures: Sequence[Figure]) -> str:
    """The README with the table of these figures in its place; as it is where it has none."""
    before, begins, rest = readme.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    return f"{before}{begins}\n{table(figures)}\n\n{ends}{after}" if begins and ends else readme


def main(names: Sequence[str]) -> int:
    """Take the figures named, or all, and print them."""
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        print(f"bench.py: {', '.join(unknown)}: there are {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    figures = []
    for name in names or FIGURES:
        try:
            figures.append(FIGURES[name]())
        except Late as late:
            print(f"bench.py: {name}: the screen did not come to show what was waited for:\n{late}", file=sys.stderr)
    print(table(figures))
    if len(figures) == len(FIGURES):
        RESULTS.write_text(report(figures), encoding="utf-8")
        README.write_text(told(README.read_text(encoding="utf-8"), figures), encoding="utf-8")
        print(f"\nwritten to {RESULTS.relative_to(HERE.parent)} and {README.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
