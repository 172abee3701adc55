"""Prints how many dates of each form are parsed a second.

All texts are distinct, so that a cache of whole texts would not help.
Run from the root of the project: python benchmarks/dates.py
"""

import time
from collections.abc import Iterator

from openai_timeline.model.dates import parse

YEARS = range(1000, 3000)
DAYS = [(year, month, day) for year in YEARS for month in range(1, 13) for day in range(1, 29, 3)]


def forms() -> Iterator[tuple[str, list[str]]]:
    """Name and texts of each form."""
    yield "YYYY-MM-DD", [f"{y:04d}-{m:02d}-{d:02d}" for y, m, d in DAYS]
    yield "YYYY-MM", [f"{y:04d}-{m:02d}" for y in range(10_000) for m in range(1, 13)]
    yield "YYYY", [f"{y:04d}" for y in range(10_000)]
    yield "date-time", [f"{y:04d}-{m:02d}-{d:02d}T12:28-08:00" for y, m, d in DAYS]
    yield "qualified", [f"{y:04d}-{m:02d}-{d:02d}~" for y, m, d in DAYS]
    yield "interval", [f"{y:04d}-{m:02d}-{d:02d}/.." for y, m, d in DAYS]


def rate(texts: list[str], zone: str | None) -> float:
    """Parses a second of the texts, read once."""
    start = time.perf_counter()
    for text in texts:
        parse(text, zone)
    return len(texts) / (time.perf_counter() - start)


def main() -> None:
    """Print a line for each form, without a zone and in Los Angeles."""
    print(f"{'form':12}{'no zone':>12}{'named zone':>12}")
    for name, texts in forms():
        print(f"{name:12}{rate(texts, None):12,.0f}{rate(texts, 'America/Los_Angeles'):12,.0f}")


if __name__ == "__main__":
    main()
