"""The rules for keys: known ones, once each, and languages that are tags."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Raw

from .facts import Facts, Nearest
from .keys import INNER, KEYS, OWN, TEXTS
from .locate import Path
from .places import RepeatedKey, refuse_repeated, repeated_keys
from .problems import json_path, quoted

_KNOWN = {name: frozenset(keys) for name, keys in KEYS.items()}
_INNER_ITEMS = {name: tuple(inner.items()) for name, inner in INNER.items()}
_SPACED = re.compile(rb'"[ \t\r\n]+:').search


class Keys:
    """The rules for the keys of one object after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._nearest: dict[str, Nearest] = {}

    def check(self, name: str, value: Mapping[str, Any], path: Path) -> None:
        """The keys of one object, which the format calls `name`, and of those in it."""
        if not value.keys() <= _KNOWN[name]:
            self._unknown(name, value, path)
        for key, part in value.items():
            if type(part) is dict and key in TEXTS:
                for tag in part:
                    self._facts.tag(tag, (*path, key, tag), of_key=True)
        if name != "timeline":
            for key, inner in _INNER_ITEMS.get(name, ()):
                parts = value.get(key)
                for index, part in enumerate(parts if isinstance(parts, list) else ()):
                    if isinstance(part, dict):
                        self.check(inner, part, (*path, key, index))

    def _unknown(self, name: str, value: Mapping[str, Any], path: Path) -> None:
        for key in value:
            if key in _KNOWN[name] or key.startswith(OWN):
                continue
            nearest = self._nearest.setdefault(name, Nearest(KEYS[name], 0.6))
            near = nearest.to(key)
            hint = f'is "{near}" meant?' if near else f"keys of your own begin with {OWN}"
            article = "an" if name[0] in "aeio" else "a"
            message = f"{quoted(key)} is no key of {article} {name}"
            self._facts.drafts.note("unknown-key", (*path, key), message, hint, of_key=True)

    def once(self, value: Mapping[str, Any], raw: Raw, path: Path) -> None:
        """Find keys that an object has twice. `value` is what `raw` was read as, each key once."""
        data = bytes(raw)
        # Nearly always the two numbers are the same; where they are not, a slower look decides.
        if data.count(b'":') == _count(value) and not _SPACED(data):
            return
        try:
            json.loads(data, object_pairs_hook=refuse_repeated)
        except RepeatedKey:
            for inside in repeated_keys(data):
                self._facts.drafts.note("repeated-key", (*path, *inside), _said(inside), of_key=True)
        except ValueError:  # numbers that only the fast decoder takes
            return


def _count(value: Mapping[str, Any]) -> int:
    """How many keys an object and the objects in it have."""
    count = len(value)
    for part in value.values():
        if type(part) is dict:
            count += _count(part)
        elif type(part) is list and part and type(part[0]) is dict:
            for entry in part:
                if type(entry) is dict:
                    count += _count(entry)
    return count


def _said(inside: Path) -> str:
    where = f"{json_path(inside[:-1])[2:]} has" if len(inside) > 1 else "the object has"
    return f"{where} the key {quoted(str(inside[-1]))} already: only the last counts"
