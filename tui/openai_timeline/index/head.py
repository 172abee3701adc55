"""What there is to say of a timeline as a whole."""

from __future__ import annotations

from ..model.dates import Date
from ..model.language import Text
from ..model.timeline import Era, Struct


class Head(Struct, frozen=True):
    """What there is to say of a timeline as a whole."""

    title: Text = Text()
    description: Text = Text()
    language: str = "en"
    zone: str = "UTC"
    updated: Date | None = None
    eras: tuple[Era, ...] = ()
