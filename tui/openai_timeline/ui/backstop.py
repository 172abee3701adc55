"""The last place where text becomes bytes: nothing that acts on a terminal gets past it.

Text is cleaned where it enters the screens. This stands behind that, for the widget somebody forgets: every
line that Textual draws goes through `Strip.render`, so control characters and links are taken out there. Rich
counts control characters as no cells, so the layout stays right without them. Where a terminal reads bytes one by one,
whatever is not ASCII is drawn as a stand-in: the bytes that UTF-8 makes of a letter may be instructions to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_CONTROLS = "\x00-\x1f\x7f-\x9f"
# Spacing marks of Indic scripts, joined emoji, signs that Unicode 16 made wide: Rich and terminals count them
# differently, and the text is worth showing.
_DOUBTFUL = (
    "\u0900-\u0dff\u0f3e-\u0f7f\u102b-\u109c\u1715-\u17c8\u1923-\u1cf7\u200d\u2630-\u2637\u268a-\u268f\u302e\u302f"
    "\u3248-\u324f\ua823-\uabec\U00011000-\U00011fff\U00016f51-\U00016ff1\U0001d165-\U0001d376"
)
# What stands in, cell for cell, for the signs that we draw with and for the marks of typography.
_STAND_INS = {
    "-": "─━┄┅╍╺╸╴╼╾╶–—−▔",
    "|": "│┃▌",
    "+": "╭╮╯╰├┤┌└┬┰╋",
    "#": "█▉▇◆░",
    "=": "▊▋▆◧",
    "*": "▅●•★",
    ":": "▍▎▃⋮",
    ".": "▏▁▂·␛",
    "~": "▄≈…",
    "<": "←‹◁",
    ">": "→›▸▷",
    "^": "↑▲",
    "v": "↓▼✓",
    "x": "×✕",
    "o": "○◇◎▫",
    "!": "≠",
    "S": "§",
    '"': "¶“”",
    "'": "‘’",
}
_SIGNS = {sign: stand_in for stand_in, signs in _STAND_INS.items() for sign in signs}
_ordinary = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25ff]*").fullmatch
_controls = re.compile(f"[{_CONTROLS}]+")
_doubtful = re.compile(f"[{_DOUBTFUL}]")
_needs_care = re.compile(f"[{_CONTROLS}{_DOUBTFUL}]").search


def install(ascii_only: bool = False) -> None:
    """Make every line that Textual draws from now on harmless; another call only changes whether it is in ASCII."""
    if getattr(Strip.render, "ascii_only", None) is not ascii_only:
        unguarded = getattr(Strip.render, "unguarded", Strip.render)
        Strip.render = _guarded(unguarded, ascii_only)  # type: ignore[method-assign, assignment]


def _guarded(render: Callable[[Strip, Console], str], ascii_only: bool) -> Callable[[Strip, Console], str]:
    def guarded(strip: Strip, console: Console) -> str:
        if strip._render_cache is not None:
            return strip._render_cache
        segments = strip._segments
        line = "".join([text for text, _, _ in segments])
        if ascii_only and not line.isascii():
            segments = [Segment(in_ascii(text), style, control) for text, style, control in segments]
            drawn = render(Strip([_harmless(segment) for segment in segments]), console)
            strip._render_cache = drawn
            return drawn
        # Most lines are settled by the first test, which costs a third of the second.
        if _ordinary(line) or not _needs_care(line):
            drawn = render(strip, console)
            if "\x1b]" not in drawn:
                return drawn
        drawn = render(Strip([_harmless(segment) for segment in segments]), console)
        strip._render_cache = drawn
        return drawn

    guarded.unguarded, guarded.ascii_only = render, ascii_only  # type: ignore[attr-defined]
    return guarded


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """`text` in ASCII, as many cells as before: stand-ins for our signs, letters without their accents, or `?`."""
    return "".join(map(_stand_in, text))


def _stand_in(sign: str) -> str:
    if sign.isascii():
        return sign
    known = _SIGNS.get(sign)
    if known is not None:
        return known
    base, cells = normalize("NFKD", sign)[:1], cell_len(sign)
    return base.ljust(cells)[:cells] if base.isascii() else "?" * cells


def _harmless(segment: Segment) -> Segment:
    text, style, _ = segment
    text = _controls.sub("", text)
    if _doubtful.search(text):
        text = _measured(text)
    return Segment(text, _unlinked(style))


def _unlinked(style: Style | None) -> Style | None:
    return style.update_link(None) if style is not None and style._link else style


def _measured(text: str) -> str:
    """`text` drawn so that the cursor ends where Rich counts, whatever the terminal made of it.

    The cells are emptied, then drawn on, each time from the same saved place.
    """
    cells = cell_len(text)
    forward = f"\x1b[{cells}C" if cells else ""
    return f"\x1b7{' ' * cells}\x1b8{text}\x1b8{forward}"
