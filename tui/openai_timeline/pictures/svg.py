"""Writing SVG: a few shapes and text, escaped, with numbers written in one way only."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from ..text import clean

FONTS = (
    "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans CJK SC', 'PingFang SC', "
    "'Microsoft YaHei', 'Hiragino Sans', sans-serif"
)
Value = str | int | float


def number(value: Value) -> str:
    """A number with at most two decimals, as short as it can be; text as it is."""
    if isinstance(value, float):
        written = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if written in ("-0", "") else written
    return str(value)


def attributes(values: Mapping[str, Value]) -> str:
    """Attributes in the order given; `font_size` is written font-size, `class_` class."""
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(clean(number(value)))}" for name, value in values.items()
    )


class Drawing:
    """A picture in the making: definitions, then shapes in the order in which they were added."""

    def __init__(self, title: str, description: str, language: str) -> None:
        self._title, self._description, self._language = title, description, language
        self._definitions: list[str] = []
        self._shapes: list[str] = []

    def define(self, markup: str) -> None:
        """Add a gradient or a pattern, written by us."""
        self._definitions.append(markup)

    def rect(self, x: float, y: float, width: float, height: float, **values: Value) -> None:
        """A rectangle."""
        place: dict[str, Value] = {"x": x, "y": y, "width": max(0.0, width), "height": height}
        self._shapes.append(f"<rect{attributes({**place, **values})}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **values: Value) -> None:
        """A straight line."""
        self._shapes.append(f"<line{attributes({'x1': x1, 'y1': y1, 'x2': x2, 'y2': y2, **values})}/>")

    def path(self, path: str, **values: Value) -> None:
        """A path, written by us."""
        self._shapes.append(f"<path{attributes({'d': path, **values})}/>")

    def text(self, x: float, y: float, text: str, **values: Value) -> None:
        """One line of text, its baseline at `y`."""
        if text:
            written = escape(clean(text))
            self._shapes.append(f"<text{attributes({'x': x, 'y': y, **values})}>{written}</text>")

    def render(self, width: int, height: int, ground: str) -> str:
        """The whole file."""
        root: dict[str, Value] = {
            "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
            "viewBox": f"0 0 {width} {height}", "role": "img", "xml:lang": self._language,
            "font_family": FONTS, "text_rendering": "geometricPrecision",
        }  # fmt: skip
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<svg{attributes(root)}>",
            f"<title>{escape(clean(self._title))}</title>",
            f"<desc>{escape(clean(self._description))}</desc>",
            *(["<defs>", *self._definitions, "</defs>"] if self._definitions else []),
            f'<rect width="{width}" height="{height}" fill="{ground}"/>',
            *self._shapes,
            "</svg>",
        ]
        return "\n".join(parts) + "\n"
