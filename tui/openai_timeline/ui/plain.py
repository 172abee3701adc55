"""Text from a file, made into what Textual's widgets show without reading markup in it."""

from __future__ import annotations

from textual.content import Content

from openai_timeline.text import SUMMARY_LIMIT, TITLE_LIMIT, clean


def plain(text: str, *, multiline: bool = False, limit: int = SUMMARY_LIMIT) -> Content:
    """`text` cleaned, as content that is shown literally: `[bold]` is six characters."""
    return Content(clean(text, multiline=multiline, limit=limit))


def plain_title(text: str) -> Content:
    """`text` cleaned for `border_title` and `border_subtitle`, which read a `str` as markup.

    An empty title becomes one space, because a widget that is given empty content fails.
    """
    return Content(clean(text, limit=TITLE_LIMIT) or " ")
