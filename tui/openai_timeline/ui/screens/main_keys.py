"""The keys of the main screen: what is bound, and what the footer shows of it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ..widgets.bar import Key

KEYS = (
    Key("↑↓", "move", "focus_pane('events')"),
    Key("tab", "pane", "app.focus_next"),
    Key("p", "person", "pick_people"),
    Key("/", "search", "search"),
    Key("f", "filter", "filter"),
    Key("d", "date", "date"),
    Key("m", "memo", "read"),
    Key("t", "tenures", "tenures"),
    Key("w", "who held office", "offices"),
    Key("o", "source", "open_source"),
    Key("?", "help", "help"),
    Key("q", "quit", "app.quit"),
)

BINDINGS: list[BindingType] = [
    Binding("right_square_bracket", "year(1)", "Next year", key_display="]"),
    Binding("left_square_bracket", "year(-1)", "Year before", key_display="["),
    Binding("right_curly_bracket", "month(1)", "Next month", key_display="}"),
    Binding("left_curly_bracket", "month(-1)", "Month before", key_display="{"),
    Binding("right,l", "pane(1)", "Pane to the right"),
    Binding("left,h", "pane(-1)", "Pane to the left"),
    Binding("1", "focus_pane('years')", "Years"),
    Binding("2", "focus_pane('events')", "Events"),
    Binding("3", "focus_pane('person')", "Person"),
    Binding("4", "focus_pane('reader')", "Reader"),
    Binding("p", "pick_people", "Filter by person"),
    Binding("f", "filter", "Filter by kind, organisation, tag, dates, evidence"),
    Binding("d", "date", "Go to a date"),
    Binding("slash", "search", "Search among the events shown", key_display="/"),
    Binding("n", "hit(1)", "Next event found"),
    Binding("N", "hit(-1)", "Event found before"),
    Binding("full_stop", "next_person(1)", "Next person of the event", key_display="."),
    Binding("comma", "next_person(-1)", "Person before", key_display=","),
    Binding("enter", "enter", "Read the event; on the person pane, filter by the person"),
    Binding("ampersand", "toggle_all", "Any of the people, or all of them together", key_display="&"),
    Binding("m", "read", "Read the memo on the whole screen"),
    Binding("o", "open_source", "Sources: look at one, open it"),
    Binding("w", "offices", "Who was in office then"),
    Binding("t", "tenures", "Tenures: people and their roles in time"),
    Binding("c", "compare", "Two people side by side, where two are chosen"),
    Binding("z", "toggle_clock", "The event's clock or mine"),
    Binding("L", "next_language", "The next language of the record"),
    Binding("y", "cite", "Copy a citation of the event's sources"),
    Binding("Y", "copy_text", "Copy the text of the event"),
    Binding("ctrl+o,backspace", "history(-1)", "Back to where you were", key_display="ctrl+o"),
    Binding("O", "history(1)", "Forward again"),
    Binding("b", "bookmark", "Bookmark the event; on the person pane, the person"),
    Binding("a", "note", "Write a note on it"),
    Binding("B", "noted", "Bookmarks and notes: find one, go there"),
    Binding("exclamation_mark", "problems", "What could not be read", key_display="!"),
    Binding("escape", "back", "End the search, then clear the filters"),
    Binding("question_mark,f1", "help", "Help", key_display="?"),
    Binding("q", "app.quit", "Quit"),
]
