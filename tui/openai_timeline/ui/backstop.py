"""The last place where text becomes bytes: nothing that acts on a terminal gets past it.

Text is cleaned where it enters the screens. This stands behind that, for the widget somebody forgets: every
line that Textual draws goes through `Strip.render`, so control characters and links are taken out there. Rich
counts control characters as no cells, so the layout stays right without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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
_ordinary = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25ff]*").fullmatch
_controls = re.compile(f"[{_CONTROLS}]+")
_doubtful = re.compile(f"[{_DOUBTFUL}]")
_needs_care = re.compile(f"[{_CONTROLS}{_DOUBTFUL}]").search


def install() -> None:
    """Make every line that Textual draws from now on harmless; a second call changes nothing."""
    if not hasattr(Strip.render, "unguarded"):
        Strip.render = _guarded(Strip.render)  # type: ignore[method-assign, assignment]


def _guarded(render: Callable[[Strip, Console], str]) -> Callable[[Strip, Console], str]:
    def guarded(strip: Strip, console: Console) -> str:
        if strip._render_cache is not None:
            return strip._render_cache
        segments = strip._segments
        line = "".join([text for text, _, _ in segments])
        # Most lines are settled by the first test, which costs a third of the second.
        if _ordinary(line) or not _needs_care(line):
            drawn = render(strip, console)
            if "\x1b]" not in drawn:
                return drawn
        drawn = render(Strip([_harmless(segment) for segment in segments]), console)
        strip._render_cache = drawn
        return drawn

    guarded.unguarded = render  # type: ignore[attr-defined]
    return guarded


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
