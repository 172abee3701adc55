"""What a timeline costs as it grows: `make bench SIZE=1000000`, or `million.py 300 10000 100000 1000000`.

For each size a timeline is generated, and everything is measured in whole processes, ours and the yardstick's in turn:
`msgspec.json.decode` of the same bytes into plain structs for what is cold, the bundled record for what is warm.
Medians, and for keys 99th percentiles; memory is that of all processes together at its highest, a shared page once.
Figures are appended to million.jsonl with the machine and the versions, and drawn into million.md and million.svg. It
is a report: it never fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep
from typing import Any

import growth
import terminal
from bench import machine
from terminal import HERE, Home, Size, Terminal, pane

BIN = HERE.parent / ".venv" / "bin"
PYTHON, OURS = str(BIN / "python"), str(BIN / "openai-timeline")
SIZE = Size(140, 40)
QUIET = 0.08
DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
KEYS, STARTS, FILTERS, SEARCHES = 100, 11, 5, 3
SAMPLING = 0.02
PATIENCE = 180
Figures = dict[str, float]

DECODE = """
import sys, msgspec
sys.path.insert(0, sys.argv[2])
from yardstick import Document
msgspec.json.decode(open(sys.argv[1], "rb").read(), type=Document)
"""


def rounds(size: int) -> int:
    """How often what is cold is measured."""
    return 3 if size >= 1_000_000 else 5 if size >= 100_000 else 9


def framed(screen: Any) -> bool:
    """That the events, the years, a person and the reader are painted."""
    panes = [pane(screen, name) for name in ("Years", "Events", "Person", "Reader")]
    return all(sum(not line.isspace() for line in lines) > 1 for lines in panes)


class Memory:
    """The most memory that a process and all that it starts have at one moment, in bytes."""

    def __init__(self, process: int) -> None:
        self.peak, self._process, self._end = 0, process, Event()
        self._thread = Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        while not self._end.wait(SAMPLING):
            self.peak = max(self.peak, sum(map(resident, family(self._process))))

    def end(self) -> int:
        """Look no longer; the peak."""
        self._end.set()
        self._thread.join()
        return self.peak


def family(process: int) -> Iterator[int]:
    """A process and its descendants, whichever thread started them."""
    yield process
    children: list[str] = []
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            children += (task / "children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident(process: int) -> int:
    """What a process has in memory, what it shares with others divided among them (proportional set size)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


# -- cold


def decode(path: Path) -> float:
    """The yardstick: a process that reads the bytes and decodes them into structs."""
    began = perf_counter()
    subprocess.run([PYTHON, "-c", DECODE, str(path), str(HERE)], check=True)
    return perf_counter() - began


def cold(path: Path) -> Figures:
    """The viewer with nothing in the cache: to the main screen, and until everything is indexed."""
    with Home() as home, Terminal([OURS, str(path)], SIZE, home.environment()) as opened:
        memory = Memory(opened._process.pid)
        cache = home.path / "cache"
        complete: list[float] = []
        watcher = Thread(target=watch, args=(cache, 1, complete), daemon=True)
        watcher.start()
        usable = opened.seen(framed) - opened.started
        watcher.join(PATIENCE)
        peak = memory.end()
        kept = sum(file.stat().st_size for file in cache.rglob("*") if ".index" in file.name or ".find-" in file.name)
        return {
            "cold usable s": usable,
            "cold complete s": complete[0] - opened.started,
            "cold peak MB": peak / 1e6,
            "index MB": kept / 1e6,
        }


def watch(cache: Path, count: int, complete: list[float]) -> None:
    """Wait until so many seals name the second part, too."""
    end = perf_counter() + PATIENCE
    while perf_counter() < end and not complete:
        if sum(b"find-" in seal.read_bytes() for seal in cache.rglob("*.seal")) >= count:
            complete.append(perf_counter())
        sleep(0.01)


# -- warm


def opening(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """From the start to the first full frame, and the memory then, in ms and MB."""
    with Terminal(command, SIZE, environment) as opened:
        memory = Memory(opened._process.pid)
        shown = (opened.seen(framed) - opened.started) * 1000
        return shown, memory.end() / 1e6


def answered(opened: Terminal, keys: str, quiet: float = QUIET) -> float:
    """From a key to the frame that shows all that it changes, in ms; 0 where it changes nothing."""
    pressed = opened.press(keys)
    while not opened._pieces:
        if perf_counter() - pressed > PATIENCE:
            raise terminal.Late(keys)
        opened.listen(quiet)
    complete = opened.completed()
    return 0.0 if complete is None else (complete - pressed) * 1000


def kinds_of_keys() -> Iterator[tuple[str, list[str]]]:
    """Each kind of key, and the keys that are pressed of it, one after the other."""
    yield "cursor key", [DOWN] * KEYS
    yield "page key", [PAGE_DOWN] * 8
    yield "to the end and back", ["G", "g"] * (KEYS // 4)
    yield "year", ["]" if n % 10 < 5 else "[" for n in range(KEYS // 2)]


def keys(path: Path, environment: dict[str, str]) -> Figures:
    """How long each kind of key takes in two programs that stand open, each pressed in both in turn."""
    found: Figures = {}
    with ready(None, environment) as bundled, ready(path, environment) as ours:
        for name, pressed in kinds_of_keys():
            times = [(answered(bundled, key), answered(ours, key)) for key in pressed]
            for number, who in enumerate(("bundled ", "")):
                own = [pair[number] for pair in times]
                found |= {f"{who}{name} ms": median(own), f"{who}{name} p99 ms": worst(own)}
    return found


def ready(path: Path | None, environment: dict[str, str]) -> Terminal:
    """A viewer that stands open and is done with everything."""
    opened = Terminal([OURS] if path is None else [OURS, str(path)], SIZE, environment)
    opened.seen(framed)
    opened.settle(1)
    return opened


def filtered(path: Path, environment: dict[str, str], name: str) -> float:
    """From enter in the picker to the frame of one person's events, in ms."""
    with ready(path, environment) as opened:
        for typed, quiet in (("p", 0.3), (name, 0.5)):
            opened.press(typed)
            opened.settle(quiet)
        return answered(opened, "\r", quiet=0.3)


def searched(path: Path, environment: dict[str, str], word: str) -> list[float]:
    """From each letter to the frame with its hits, in ms."""
    with ready(path, environment) as opened:
        opened.press("/")
        opened.settle(0.3)
        return [answered(opened, letter, quiet=0.3) for letter in word]


# -- all of it


def measure(path: Path, size: int) -> Figures:
    """Every figure for one timeline."""
    found: Figures = {"size": size, "file MB": path.stat().st_size / 1e6}
    decoded, colds = [], []
    for _ in range(rounds(size)):
        decoded.append(decode(path))
        colds.append(cold(path))
    found["decode s"] = median(decoded)
    found |= {name: median(one[name] for one in colds) for name in colds[0]}
    with Home() as home:
        environment = home.environment()
        for number, file in enumerate((None, path), 1):  # into the cache
            with ready(file, environment):
                watch(home.path / "cache", number, [])
        found |= warm(path, environment)
    return found


def warm(path: Path, environment: dict[str, str]) -> Figures:
    """What a timeline costs whose index is there."""
    found: Figures = {}
    pairs = [(opening([OURS], environment), opening([OURS, str(path)], environment)) for _ in range(STARTS)]
    for number, unit in enumerate(("ms", "MB")):
        found[f"warm bundled {unit}"] = median(pair[0][number] for pair in pairs)
        found[f"warm {unit}"] = median(pair[1][number] for pair in pairs)
    found |= keys(path, environment)
    for name, who in (("of 1 in 500 events", "goran baker"), ("of 1 in 5 events", "ada abbott")):
        found[f"filter by a person {name} ms"] = median(filtered(path, environment, who) for _ in range(FILTERS))
    for name, word in (("common", "agreement"), ("rare", "zimmermann")):
        times = [time for _ in range(SEARCHES) for time in searched(path, environment, word)]
        found |= {f"search, a {name} word ms": median(times), f"search, a {name} word p99 ms": worst(times)}
    return found


def worst(times: Sequence[float]) -> float:
    """The 99th percentile."""
    return quantiles(times, n=100, method="inclusive")[98]


def generated(size: int, directory: Path) -> Path:
    """The timeline of a size."""
    path = directory / f"{size}.json"
    subprocess.run([PYTHON, str(HERE / "generate.py"), str(size), "-o", str(path)], check=True)
    then = path.stat().st_mtime - 60  # old enough for the cache to trust its time
    os.utime(path, (then, then))
    return path


def main(sizes: Sequence[str]) -> int:
    """Measure each size, append what was found, and draw the last figures of every size."""
    terminal.PATIENCE = PATIENCE
    with TemporaryDirectory(prefix="openai-timeline-bench-") as directory:
        for size in map(int, sizes or ["1000000"]):
            path = generated(size, Path(directory))
            found = {name: round(value, 4) for name, value in measure(path, size).items()}
            line = {"when": f"{datetime.now(UTC):%Y-%m-%d %H:%M}", "machine": machine(), **found}
            with growth.LINES.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(line) + "\n")
            path.unlink()
            print(growth.table([line]))
    growth.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
