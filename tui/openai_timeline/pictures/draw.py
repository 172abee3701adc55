"""A picture by the name of its view."""

from __future__ import annotations

from ..index.ask import Index
from .person import draw_person
from .request import Request
from .tenures import draw_tenures
from .years import draw_years


def draw(index: Index, request: Request) -> str:
    """The SVG of what is asked for."""
    if request.view == "years":
        return draw_years(index, request)
    if request.view == "person":
        return draw_person(index, request)
    return draw_tenures(index, request)
