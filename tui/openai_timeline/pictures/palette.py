"""The colours of pictures, for light and for dark paper. Text on a ground has a contrast of at least 4.5:1 (tested)."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """One set of colours; `kinds` are those of roles, `on_bar` that of text on them."""

    ground: str
    band: str
    text: str
    strong: str
    dim: str
    accent: str
    rule: str
    grid: str
    bar: str
    mark: str
    on_bar: str
    kinds: dict[str, str]


LIGHT = Palette(
    ground="#ffffff",
    band="#f4f2ec",
    text="#24272b",
    strong="#000000",
    dim="#5c6168",
    accent="#7d5200",
    rule="#8b8f96",
    grid="#e3e0d8",
    bar="#8aa0b8",
    mark="#a82424",
    on_bar="#ffffff",
    kinds={
        "founder": "#7a3e00",
        "executive": "#946200",
        "board": "#2b689e",
        "staff": "#44762f",
        "advisor": "#6f4c99",
        "other": "#5f6670",
    },
)

DARK = Palette(
    ground="#14161a",
    band="#1c2127",
    text="#d8d4c8",
    strong="#ffffff",
    dim="#8d939c",
    accent="#e3b464",
    rule="#5a626d",
    grid="#262b32",
    bar="#55687f",
    mark="#f0a0a0",
    on_bar="#14161a",
    kinds={
        "founder": "#d98e4a",
        "executive": "#e3b464",
        "board": "#7fabd6",
        "staff": "#8fb573",
        "advisor": "#bba2d2",
        "other": "#9aa1ab",
    },
)

PALETTES = {"light": LIGHT, "dark": DARK}
