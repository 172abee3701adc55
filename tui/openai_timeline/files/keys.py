"""The keys of the format, object by object, in the order in which the format's page has them."""

from __future__ import annotations

from typing import Final

# What an object is called here -> its keys.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "timeline": (
        "$schema", "format", "title", "description", "language", "zone", "updated",
        "eras", "organisations", "offices", "people", "events", "memos", "sources",
    ),
    "era": ("title", "start", "end"),
    "organisation": ("id", "name", "founded", "ended", "text", "links", "sources"),
    "office": ("id", "title", "organisation", "many"),
    "person": (
        "id", "name", "aliases", "born", "died", "birthplace", "text", "links", "education", "roles", "sources",
    ),
    "education": ("organisation", "title", "start", "end", "sources"),
    "role": (
        "organisation", "title", "kind", "office", "start", "end", "acting", "confidence", "disputed", "sources",
    ),
    "event": (
        "id", "date", "zone", "title", "text", "kind", "people", "organisations", "memos", "sources", "links",
        "place", "tags", "importance", "confidence", "disputed",
    ),
    "memo": (
        "id", "date", "zone", "authors", "audience", "venue", "title", "language", "form", "text", "corrections",
        "url", "sources",
    ),
    "correction": ("as_found", "corrected", "why"),
    "source": ("id", "url", "title", "publisher", "published", "language", "kind"),
    "link": ("label", "url"),
}  # fmt: skip

# The lists of objects inside an object, and what is in them.
INNER: Final[dict[str, dict[str, str]]] = {
    "timeline": {
        "eras": "era",
        "organisations": "organisation",
        "offices": "office",
        "people": "person",
        "events": "event",
        "memos": "memo",
        "sources": "source",
    },
    "organisation": {"links": "link"},
    "person": {"links": "link", "education": "education", "roles": "role"},
    "event": {"links": "link"},
    "memo": {"corrections": "correction"},
}

# Values that may be an object from language tag to string.
TEXTS: Final = frozenset(
    ("title", "description", "name", "birthplace", "text", "disputed", "place", "label", "why", "audience", "venue")
)

OWN = "x-"  # keys that begin so are the author's
