"""A slide of TimelineJS, whatever file it comes from (JSON of any version, a spreadsheet), as an event of ours."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...model.dates import DateError, parse
from ...model.language import Text
from ...model.timeline import Era
from ..locate import Path
from ..salvage import date_fault
from .days import Moment, interval
from .displayed import understood
from .draft import Faults, first_words
from .html_text import address_in, to_markdown, to_plain

SOURCES_CLASS = "openai-timeline-sources"  # what our own export adds to the text of a slide

NO_TIME_IN_INTERVAL = "the hours of an event that lasts (our dates have one time of day, or whole days): left out"
NO_HEADLINE = "an event without a headline: called by the first words of its text"
NO_BACKGROUND = "a background, which has no place in our format: left out"
NO_THUMBNAIL = "a thumbnail, which has no place in our format: left out"
NO_CAPTION = "a caption or a credit of a medium that is not there: left out"
NO_ALT = "an alternative text of a medium that has a caption too: left out"
NO_TITLE_DATE = "the date of the title, which has no place in our format: left out"
ONLY_YEAR = "the year alone, such as 1969 or -500; month and day are by themselves"
NO_MILLISECONDS = "milliseconds, which are finer than our dates: left out"
NO_HOUR_ALONE = "an hour without minutes: read as the full hour"
NO_DAY_ALONE = "a day without a month, or a time without a day: left out"
NO_MONTH_SO_FAR = "a month or day in a year of more than four digits: left out"
END_WITHOUT_YEAR = "an end without a year: left out"


class Slide(NamedTuple):
    """What a slide says, as text; `start_key` and `end_key` are what its file calls its dates."""

    path: Path
    start: Moment | None = None
    end: Moment | None = None
    headline: str = ""
    text: str = ""
    shown: str = ""  # display_date
    id: str = ""
    groups: tuple[str, ...] = ()
    media: str = ""
    caption: str = ""
    credit: str = ""
    background: str = ""
    thumbnail: str = ""
    alt: str = ""  # what the medium shows, for those who do not see it
    start_key: str = "start_date"
    end_key: str = "end_date"
    is_ours: bool = False  # written by our export: the displayed date and the list of sources add nothing


def sensible(moment: Moment, path: Path, faults: Faults) -> Moment:
    """A date without the parts that hang in the air, which are noted."""
    if abs(moment.year) > 9999 and moment.month is not None:
        faults.note(path, NO_MONTH_SO_FAR)
        return Moment(moment.year)
    if (moment.month is None and moment.day is not None) or (moment.day is None and moment.hour is not None):
        faults.note(path, NO_DAY_ALONE)
        return Moment(moment.year, moment.month, moment.day if moment.month is not None else None)
    if moment.hour is None:
        return moment.date_alone()
    if moment.minute is None:
        faults.note(path, NO_HOUR_ALONE)
        return moment._replace(second=None)
    return moment


def date_text(slide: Slide, faults: Faults) -> str | None:
    """EDTF of a slide's dates; None, with the fault reported, where they are none."""
    if slide.start is None:
        return None
    start_path, end_path = (*slide.path, slide.start_key), (*slide.path, slide.end_key)
    start = sensible(slide.start, start_path, faults)
    end = sensible(slide.end, end_path, faults) if slide.end else None
    try:
        parse(start.text())
    except DateError as error:
        faults.add(start_path, *date_fault(start.text(), error))
        return None
    text, lost = interval(start, end)
    try:
        parse(text)
        if end is not None:
            parse(end.text())
    except DateError as error:
        assert end is not None
        faults.add(end_path, *date_fault(text, error))
        return start.text()
    if lost:
        faults.note(end_path, NO_TIME_IN_INTERVAL)
    return text


def values(slide: Slide, faults: Faults) -> dict[str, Any] | None:
    """The values of the event that a slide is; None where it has no date."""
    date = date_text(slide, faults)
    if date is None:
        return None
    rest = ""
    if slide.shown.strip() and not slide.is_ours:
        date, said, rest = understood(date, to_plain(slide.shown))
        if said:
            faults.note(slide.path, said)
    text = to_markdown(slide.text, SOURCES_CLASS if slide.is_ours else "")
    title = to_plain(slide.headline)
    if not title:
        faults.note(slide.path, NO_HEADLINE)
        title = first_words(to_plain(slide.text) or to_plain(slide.caption), date)
    text = f"{text}\n\n{quoted_medium(slide)}".strip()
    if rest:
        text = f"{text}\n\nDate as displayed: {rest}".strip()
    found: dict[str, Any] = {"id": slide.id, "date": date, "title": title, "text": text}
    if not slide.is_ours:
        found["tags"] = [tag for group in slide.groups if (tag := to_plain(group))]
    found["links"] = links(slide)
    note_left_out(slide, faults)
    return {key: value for key, value in found.items() if value}


def links(slide: Slide) -> list[dict[str, str]]:
    """The medium of a slide as a link: a caption and a credit are its label."""
    address = address_in(slide.media)
    if not address:
        return []
    label = " — ".join(filter(None, (to_plain(slide.caption), to_plain(slide.credit)))) or to_plain(slide.alt)
    return [{"url": address, **({"label": label} if label else {})}]


def quoted_medium(slide: Slide) -> str:
    """The medium of a slide as Markdown, where it is a text of HTML (a quotation) and no address alone."""
    is_text = "<" in slide.media and ("<blockquote" in slide.media.lower() or not address_in(slide.media))
    return to_markdown(slide.media) if is_text else ""


def note_left_out(slide: Slide, faults: Faults) -> None:
    """Name what our format has no place for."""
    if slide.background:
        faults.note(slide.path, NO_BACKGROUND)
    if slide.thumbnail:
        faults.note(slide.path, NO_THUMBNAIL)
    if (slide.caption.strip() or slide.credit.strip() or slide.alt.strip()) and not links(slide):
        faults.note(slide.path, NO_CAPTION)
    elif slide.alt.strip() and (slide.caption.strip() or slide.credit.strip()):
        faults.note(slide.path, NO_ALT)


def era(slide: Slide, faults: Faults) -> Era | None:
    """The era that a slide is; None, with its fault reported, where it has no start or no end."""
    for key, moment in ((slide.start_key, slide.start), (slide.end_key, slide.end)):
        if moment is None:
            faults.add(slide.path, f"an era without its {key}", "an era has both, a start and an end")
            return None
    assert slide.start is not None and slide.end is not None
    found = []
    for key, moment in ((slide.start_key, slide.start), (slide.end_key, slide.end)):
        path = (*slide.path, key)
        text = sensible(moment, path, faults).date_alone().text()
        try:
            found.append(parse(text))
        except DateError as error:
            faults.add(path, *date_fault(text, error))
            return None
    start, end = found
    if start.earliest > end.latest:
        faults.add((*slide.path, slide.end_key), "the era ends before it starts")
        return None
    if slide.text and to_plain(slide.text) != to_plain(slide.headline):
        faults.note(slide.path, "the text of an era, which has no place in our format: left out")
    return Era(title=Text(to_plain(slide.headline)), start=start, end=end)
