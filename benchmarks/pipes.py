"""What a pipe costs beside `sqlite3`: a million events as JSON lines, and the first of them through `head`.

    python benchmarks/pipes.py [EVENTS]

The yardstick is a table with one row an event and one column a key of it, which `sqlite3` prints in full, once as it
prints by itself (columns with | between) and once as JSON. Ours and theirs take turns (A B C A B C …), all into
/dev/null, the index in the cache as on every run but the first. Prints medians and ratios, of the time on the clock and
of that on the processor, which a busy machine changes less; it is a report and no test.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).parent
OURS = str(HERE.parent / ".venv" / "bin" / "openai-timeline")
EVENTS, RUNS, HEADS = 1_000_000, 5, 15
LEAST = 0.5  # of the speed of sqlite3
COLUMNS = (
    "id", "date", "zone", "title", "text", "kind", "people", "organisations", "memos", "sources", "links", "place",
    "tags", "importance", "confidence", "disputed",
)  # fmt: skip


def rows(timeline: Path) -> Iterator[tuple[str | int | None, ...]]:
    """The cells of every event; what is a list or an object stands in its cell as JSON."""
    with timeline.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith('{"id":"e'):
                event = json.loads(line.rstrip().rstrip(","))
                values = (event.get(column) for column in COLUMNS)
                yield tuple(json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in values)


def table(timeline: Path, target: Path) -> None:
    """The events as a table of SQLite."""
    connection = sqlite3.connect(target)
    connection.execute(f"create table event ({', '.join(COLUMNS)})")
    connection.executemany(f"insert into event values ({', '.join('?' * len(COLUMNS))})", rows(timeline))
    connection.commit()
    connection.close()


class Taken(NamedTuple):
    """How long a command took, in seconds."""

    clock: float
    processor: float


def taken(command: list[str] | str, environment: dict[str, str]) -> Taken:
    """Run a command from start to end."""
    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(command, env=environment, shell=isinstance(command, str), check=True, **quiet)
    after = getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Taken(perf_counter() - start, used)


def medians(times: list[Taken]) -> Taken:
    """The median of each."""
    return Taken(*(median(column) for column in zip(*times, strict=True)))


def main() -> None:
    """Make the files, take the times, print them."""
    if shutil.which("sqlite3") is None:
        sys.exit("sqlite3 is not installed: there is nothing to compare with")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    with tempfile.TemporaryDirectory() as folder:
        timeline, database = Path(folder) / "timeline.json", Path(folder) / "table.sqlite"
        generate = [sys.executable, str(HERE / "generate.py"), str(count), "-o", str(timeline)]
        subprocess.run(generate, check=True)
        table(timeline, database)
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        query = f"select {', '.join(COLUMNS)} from event"
        commands: dict[str, list[str] | str] = {
            "list --format jsonl": [OURS, "list", str(timeline), "--format", "jsonl"],
            "sqlite3": ["sqlite3", str(database), query],
            "sqlite3 -json": ["sqlite3", "-json", str(database), query],
            "list (text)": [OURS, "list", str(timeline)],
            "list --format csv": [OURS, "list", str(timeline), "--format", "csv"],
            "sqlite3 -csv": ["sqlite3", "-csv", str(database), query],
        }
        first = taken(commands["list --format jsonl"], environment)  # makes the index
        times: dict[str, list[Taken]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(taken(command, environment))
        head = medians([taken(f'"{OURS}" list "{timeline}" | head -n 1', environment) for _ in range(HEADS)])
        size = timeline.stat().st_size / 1e6
    print(f"{count:,} events, {size:.0f} MB; median of {RUNS} runs in turn: clock, processor")
    found = {name: medians(several) for name, several in times.items()}
    for name, one in found.items():
        print(f"  {name:<22}{one.clock:8.2f} s{one.processor:8.2f} s")
    ours = found["list --format jsonl"]
    for name in ("sqlite3", "sqlite3 -json"):
        clock, processor = found[name].clock / ours.clock, found[name].processor / ours.processor
        word = "ok" if clock >= LEAST else "too slow"
        print(
            f"jsonl goes at {clock:.2f} of the speed of {name} ({processor:.2f} by processor; at least {LEAST}: {word})"
        )
    print(f"list | head -n 1: {head.clock * 1000:.0f} ms; the first run, which makes the index: {first.clock:.1f} s")


if __name__ == "__main__":
    main()
