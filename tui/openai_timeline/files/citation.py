"""Citations of sources and memos: plain text, BibTeX, CSL-JSON.

CSL-JSON is that of the Citation Style Language 1.0.2 (https://docs.citationstyles.org/); a date whose day or end is
not known is given by its parts, or in words (`literal`). BibTeX entries are `@online` where there is an address, else
`@misc`, in UTF-8 as biblatex reads it.
"""

from __future__ import annotations

import re

import msgspec

from ..model.date_display import published
from ..model.dates import Date, Precision
from ..model.timeline import Memo, Source

CSL_TYPES = {"primary": "document", "news": "article-newspaper", "reference": "webpage"}
_BIBTEX_SPECIAL = re.compile(r"([#$%&_{}~^\\])")
_BIBTEX_NAMES = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


class Cited(msgspec.Struct, frozen=True):
    """What a citation says, whatever is cited."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    issued: Date | None = None
    url: str | None = None
    language: str | None = None
    type: str = "document"
    note: str = ""


class CslName(msgspec.Struct, frozen=True):
    """A name as CSL has it; ours are not split into given and family names."""

    literal: str


class CslDate(msgspec.Struct, frozen=True, omit_defaults=True, rename={"date_parts": "date-parts"}):
    """A date as CSL has it."""

    date_parts: tuple[tuple[int, ...], ...] = ()
    circa: bool = False
    literal: str = ""


class CslItem(
    msgspec.Struct, frozen=True, omit_defaults=True, rename={"container_title": "container-title", "url": "URL"}
):
    """An item of CSL-JSON."""

    id: str
    type: str
    title: str
    author: tuple[CslName, ...] = ()
    container_title: str = ""
    issued: CslDate | None = None
    url: str | None = None
    language: str | None = None
    note: str = ""


def of_source(source: Source, language: str = "en") -> Cited:
    """A source as something to cite."""
    return Cited(
        id=source.id,
        title=source.title.in_language(language) or source.id,
        publisher=source.publisher,
        issued=source.published,
        url=source.url,
        language=source.language,
        type=CSL_TYPES.get(source.kind or "", "document"),
    )


def of_memo(memo: Memo, authors: tuple[str, ...], language: str = "en") -> Cited:
    """A memo as something to cite: the original, not this project's digest of it."""
    return Cited(
        id=memo.id,
        title=memo.title.in_language(language) or memo.venue.in_language(language) or memo.id,
        authors=authors,
        publisher=memo.venue.in_language(language),
        issued=memo.date,
        url=memo.url,
        language=memo.language,
        note="" if memo.form == "full" else f"read as {memo.form}",
    )


def plain(cited: Cited) -> str:
    """One line of text: `Publisher. “Title”. 17 November 2023. https://…`"""
    parts = [
        ", ".join(cited.authors),
        f"“{cited.title}”",
        cited.publisher if cited.authors else "",
        _when(cited.issued),
    ]
    if not cited.authors:
        parts.insert(0, cited.publisher)
    said = ". ".join(part.rstrip(".") for part in parts if part)
    return f"{said}. {cited.url}" if cited.url else f"{said}."


def _when(date: Date | None) -> str:
    return "no date" if date is None else published(date)


def bibtex(cited: Cited) -> str:
    """An entry of BibTeX (biblatex)."""
    fields = {
        "title": f"{{{_escaped(cited.title)}}}",
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in cited.authors),
        "organization": _escaped(cited.publisher),
        "date": _bibtex_date(cited.issued),
        "url": cited.url or "",
        "langid": cited.language or "",
        "note": _escaped(cited.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "online" if cited.url else "misc"
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9:_-]', '-', cited.id)},", *lines, "}"])


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda match: _BIBTEX_NAMES.get(match[1], "\\" + match[1]), text)


def _bibtex_date(date: Date | None) -> str:
    """biblatex reads EDTF levels 0 and 1 itself, but for times of day."""
    if date is None:
        return ""
    return date.text.partition("T")[0] if date.has_time else date.text


def csl(cited: Cited) -> CslItem:
    """An item of CSL-JSON."""
    return CslItem(
        id=cited.id,
        type=cited.type,
        title=cited.title,
        author=tuple(CslName(author) for author in cited.authors),
        container_title=cited.publisher,
        issued=_csl_date(cited.issued),
        url=cited.url,
        language=cited.language,
        note=cited.note,
    )


def csl_json(cited: list[Cited]) -> str:
    """A list of items of CSL-JSON, indented."""
    return msgspec.json.format(msgspec.json.encode([csl(one) for one in cited]), indent=2).decode()


def _csl_date(date: Date | None) -> CslDate | None:
    if date is None:
        return None
    if date.is_interval or date.precision < Precision.YEAR or date.precision is Precision.SEASON:
        return CslDate(literal=_when(date))
    parts = tuple(part for part in (date.year, date.month, date.day) if part is not None)
    return CslDate(date_parts=(parts,), circa=date.approximate or date.uncertain)
