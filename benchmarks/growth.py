"""The figures of million.jsonl as a table (million.md) and as a picture with log scales (million.svg)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
LINES, TABLE, PICTURE = HERE / "million.jsonl", HERE / "million.md", HERE / "million.svg"
BIG = 1_000_000
Line = dict[str, Any]


class Row(NamedTuple):
    """A line of the table: our figure, what it is divided by (nothing: 1), the bound, and how it is written."""

    name: str
    ours: str
    by: str = ""
    most: float | None = None
    unit: str = ""
    most_alone: float | None = None
    big: bool = False  # bound only where the start of Python is no longer most of it


ROWS = (
    Row("decode the bytes into structs", "decode s", unit="s"),
    Row("cold, usable", "cold usable s", "decode s", 4, "s", big=True),
    Row("cold, everything indexed", "cold complete s", "decode s", 8, "s", big=True),
    Row("cold, peak memory, all processes", "cold peak MB", "file MB", 1.6, "MB", big=True),
    Row("index", "index MB", "file MB", 2, "MB"),
    Row("warm, to the first full frame", "warm ms", "warm bundled ms", 1.1, "ms"),
    Row("warm, memory", "warm MB", "warm bundled MB", 1.3, "MB"),
    *(
        Row(f"{key}{of}", f"{key}{of} ms", f"bundled {key}{of} ms", 1.2, "ms", alone)
        for key in ("cursor key", "page key", "to the end and back", "year")
        for of, alone in (("", 16), (" p99", 33))
    ),
    Row("filter by a person of 1 in 500 events", "filter by a person of 1 in 500 events ms", "", None, "ms", 30),
    Row("filter by a person of 1 in 5 events", "filter by a person of 1 in 5 events ms", "", None, "ms", 150),
    *(
        Row(f"search, a {word} word{of}", f"search, a {word} word{of} ms", "", None, "ms", 60)
        for word in ("common", "rare")
        for of in ("", " p99")
    ),
)
CURVES = (
    ("cold usable s", 1000, "cold, usable", "#b4531f"),
    ("cold complete s", 1000, "cold, everything indexed", "#8a2d6b"),
    ("decode s", 1000, "decoding the JSON alone", "#8b8b83"),
    ("warm ms", 1, "warm, first full frame", "#1f6f8b"),
    ("search, a common word ms", 1, "search, per key", "#3c7a3c"),
    ("filter by a person of 1 in 5 events ms", 1, "filter by a person of 1 in 5 events", "#c08a1e"),
    ("cursor key ms", 1, "cursor key", "#3a4fa0"),
)
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 470, 70, 255, 30, 50


def cells(row: Row, line: Line) -> tuple[str, str, str, str]:
    """The figure, its ratio, the bound, and whether it is over."""
    value = line[row.ours]
    ratio = value / line[row.by] if row.by else None
    bound = None if row.big and line["size"] < BIG else row.most
    most = [f"{bound:g} ×"] if bound is not None else []
    most += [f"{row.most_alone:g} {row.unit}"] if row.most_alone is not None else []
    over = (bound is not None and ratio is not None and ratio > bound) or (
        row.most_alone is not None and value > row.most_alone
    )
    said = "over" if over else "ok" if most else ""
    return (
        f"{value:,.3g} {row.unit}" if value < 1000 else f"{value:,.0f} {row.unit}",
        f"{ratio:.2f} ×" if ratio else "",
        ", ".join(most),
        said,
    )


def table(lines: Sequence[Line]) -> str:
    """A table of Markdown for each size."""
    parts = []
    for line in lines:
        head = f"### {line['size']:,.0f} events ({line['file MB']:,.3g} MB), {line['when']}\n\n{line['machine']}\n"
        rows = ["| what | figure | against its yardstick | at most | |", "| --- | --- | --- | --- | --- |"]
        rows += ["| " + " | ".join((row.name, *cells(row, line))) + " |" for row in ROWS if row.ours in line]
        parts.append("\n".join([head, *rows]) + "\n")
    return "\n".join(parts)


def latest() -> list[Line]:
    """The last figures of each size, the smallest first."""
    lines = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    by_size = {line["size"]: line for line in lines}
    return [by_size[size] for size in sorted(by_size)]


def write() -> None:
    """million.md and million.svg."""
    lines = latest()
    said = "Written by `make bench SIZE=…` (see million.py): medians, and 99th percentiles."
    head = f"# What a timeline costs as it grows\n\n{said}\n\n"
    TABLE.write_text(head + table(lines), encoding="utf-8")
    PICTURE.write_text(picture(lines), encoding="utf-8")


def picture(lines: Sequence[Line]) -> str:
    """The curves, both axes logarithmic: what is flat does not depend on the number of events."""
    sizes = [line["size"] for line in lines]
    values = [line[name] * factor for name, factor, _, _ in CURVES for line in lines if name in line]
    low, high = int(log10(min(values))), int(log10(max(values))) + 1
    first, last = log10(min(sizes)), max(log10(max(sizes)), log10(min(sizes)) + 1)

    def x(size: float) -> float:
        return LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"',
        'font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfcf8"/>',
        *(f'<path d="M{LEFT} {y(10**p):.1f}H{WIDTH - RIGHT}" stroke="#ddd9cc"/>' for p in range(low, high + 1)),
        *(
            f'<text x="{LEFT - 8}" y="{y(10**p) + 4:.1f}" text-anchor="end" fill="#55534b">{shown(10**p)}</text>'
            for p in range(low, high + 1)
        ),
        *(f'<text x="{x(s):.1f}" y="{HEIGHT - 24}" text-anchor="middle" fill="#55534b">{s:,.0f}</text>' for s in sizes),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle" fill="#55534b">events</text>',
    ]
    ends = []
    for name, factor, label, colour in CURVES:
        points = [(x(line["size"]), y(line[name] * factor)) for line in lines if name in line]
        if points:
            path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in points]
            ends.append((points[-1][1], label, colour))
    parts += labels(ends)
    return "\n".join([*parts, "</svg>"]) + "\n"


def labels(ends: list[tuple[float, str, str]]) -> Iterator[str]:
    """The names of the curves at their ends, none over another."""
    below = 0.0
    for at, label, colour in sorted(ends):
        below = max(at, below + 16)
        yield f'<text x="{WIDTH - RIGHT + 10}" y="{below + 4:.1f}" fill="{colour}">{label}</text>'


def shown(milliseconds: float) -> str:
    """A time in the unit that people say it in."""
    return f"{milliseconds / 1000:g} s" if milliseconds >= 1000 else f"{milliseconds:g} ms"


if __name__ == "__main__":
    write()
