"""One module a command: `parser()` says what may be written, `run(arguments)` does it and gives the exit code."""

from __future__ import annotations

# The commands in groups, each with what it does in a few words: help, completion and the manual are made from this.
GROUPS: dict[str, dict[str, str]] = {
    "read": {
        "list": "print the events that match, as text, table, TSV, CSV, JSON or Markdown",
        "search": "find events by words, those that answer best first",
        "show": "show one event, person, memo, source or organisation",
        "memo": "print a memo in full, on a terminal through the pager",
        "people": "list the people of a timeline, with counts",
        "who": "say who held which office on a date",
    },
    "look after a timeline": {
        "check": "say what is wrong with a timeline, and what could be better",
        "format": "put a timeline in canonical order and layout",
        "diff": "say what changed between two versions, in terms of facts",
        "schema": "print the JSON Schema of the timeline format",
    },
    "take along": {
        "cite": "give the citation of a source, a memo or an event",
        "picture": "draw tenures, years or a person as SVG or PNG",
        "export": "write a timeline, or a part of it, in another format",
        "import": "make a timeline of our own format from a file in another",
        "notes": "print, export and merge bookmarks and notes",
    },
    "this program": {
        "cache": "list or clear the indexes of timelines",
        "completion": "print the completion script of bash, zsh or fish",
    },
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}
