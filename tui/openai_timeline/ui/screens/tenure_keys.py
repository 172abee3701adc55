"""The keys of the tenures screen: what is bound, and what the footer shows of it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ..widgets.bar import Key

KEYS = (
    Key("← →", "date", "time(1)"),
    Key("+ -", "zoom", "zoom(1)"),
    Key("[ ]", "change", "turn(1)"),
    Key("↑↓", "person", "app.focus_next"),
    Key("f", "roles", "kinds"),
    Key("o", "organisation", "organisation"),
    Key("s", "order", "order"),
    Key("enter", "open", "open_person"),
    Key("w", "offices", "offices"),
    Key("e", "picture", "picture"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)

BINDINGS: list[BindingType] = [
    Binding("right,l", "time(1)", "The date later, by what the zoom shows"),
    Binding("left,h", "time(-1)", "The date earlier"),
    Binding("plus,equals_sign", "zoom(1)", "Nearer, down to quarters of an hour", key_display="+"),
    Binding("minus,underscore", "zoom(-1)", "Farther", key_display="-"),
    Binding("0", "whole", "All of it"),
    Binding("right_square_bracket", "turn(1)", "The next day or hour at which a role begins or ends", key_display="]"),
    Binding("left_square_bracket", "turn(-1)", "The one before", key_display="["),
    Binding("d", "date", "Go to a date"),
    Binding("f", "kinds", "Kinds of roles that are shown"),
    Binding("o", "organisation", "One organisation, or all"),
    Binding("s", "order", "Order: by first day, by name, by length"),
    Binding("enter", "open_person", "Filter by the person"),
    Binding("w", "offices", "Who was in office on the date"),
    Binding("c", "compare", "Two people side by side, where two are chosen"),
    Binding("e", "picture", "Write the picture as SVG"),
    Binding("tab", "app.focus_next", "The offices below, and back", show=False),
    Binding("question_mark,f1", "help", "Help", key_display="?"),
    Binding("escape,q,t", "back", "Back"),
]
