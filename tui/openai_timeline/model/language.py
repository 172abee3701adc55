"""Text in one or more languages."""

from __future__ import annotations

from collections.abc import Iterable


class Text:
    """A string, or the same string in several languages.

    `versions` holds pairs of (BCP 47 tag, string) in the order of the file; a plain string has the empty tag and
    stands for the language of its file. Treated as immutable.
    """

    __slots__ = ("versions",)

    versions: tuple[tuple[str, str], ...]

    def __init__(self, versions: str | Iterable[tuple[str, str]] = ()) -> None:
        self.versions = (("", versions),) if isinstance(versions, str) else tuple(versions)

    def __bool__(self) -> bool:
        return any(string for _, string in self.versions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.versions == other.versions

    def __hash__(self) -> int:
        return hash(self.versions)

    def __repr__(self) -> str:
        return f"Text({self.versions!r})"

    def in_language(self, wanted: str, default: str = "en") -> str:
        """The string in the `wanted` language, else in the file's `default`, else the first there is, else ''."""
        versions = self.versions
        if len(versions) == 1:
            return versions[0][1]
        for tag in (wanted, wanted.partition("-")[0], "", default):
            for language, string in versions:
                if language == tag:
                    return string
        return versions[0][1] if versions else ""

    def strings(self) -> tuple[str, ...]:
        """The string in every language, for searching."""
        return tuple(string for _, string in self.versions)
