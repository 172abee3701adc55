"""Who held which office on a day: questions to the bundled record, with answers checked one by one against sources.

A row is an office, a date and its holders in the order in which they began: "name" held it at some time of that date,
"name?" may have held it (the dates in the record are uncertain), "name*" held it as acting head, "" nobody did. The
comment on a row, or above a group of rows, names the source that was checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.read import read_path
from openai_timeline.index.ask import Index
from openai_timeline.index.tenures import Holder, Roll
from openai_timeline.model.dates import parse
from openai_timeline.model.offices import Held

COMMAND = str(Path(sys.executable).parent / "openai-timeline")

OLD_BOARD = "sam-altman greg-brockman ilya-sutskever tasha-mccauley adam-dangelo helen-toner"
FOUR = "ilya-sutskever tasha-mccauley adam-dangelo helen-toner"

CRISIS = [
    # Greg Brockman's account on X, 17 November 2023 (noon call; 12:19 and 12:23), printed by Mint and WION on the 18th;
    # OpenAI, "OpenAI announces leadership transition" (on X at 12:28); Brockman's resignation on X (16:09).
    ("chief-executive", "2023-11-16", "sam-altman"),
    ("chief-executive", "2023-11-17", "sam-altman mira-murati*"),
    ("chief-executive", "2023-11-17T11:59-08:00", "sam-altman"),
    ("chief-executive", "2023-11-17T12:10-08:00", "mira-murati*"),
    ("chief-executive", "2023-11-17T20:28Z", "mira-murati*"),
    ("chief-executive", "2023-11-18", "mira-murati*"),
    # Business Insider, November 2023, and Axios, 20 November 2023: named on Sunday night, the hour not given.
    ("chief-executive", "2023-11-19", "mira-murati* emmett-shear*"),
    ("chief-executive", "2023-11-20", "emmett-shear*"),
    # OpenAI on X, 21 November 2023, 22:03 Pacific time: agreement in principle; Reuters, 22 November 2023.
    ("chief-executive", "2023-11-21", "emmett-shear* sam-altman"),
    ("chief-executive", "2023-11-21T22:00-08:00", "emmett-shear*"),
    ("chief-executive", "2023-11-22T07:00Z", "sam-altman"),
    ("chief-executive", "2023-11-22", "sam-altman"),
    ("chief-executive", "2023-11-23", "sam-altman"),
    ("chief-executive", "2023-11-24", "sam-altman"),
    ("chief-executive", "2023-11-25", "sam-altman"),
    ("chief-executive", "2023-11-26", "sam-altman"),
    ("chief-executive", "2023-11-27", "sam-altman"),
    ("chief-executive", "2023-11-28", "sam-altman"),
    # OpenAI, "Sam Altman returns as CEO, OpenAI has a new initial board", 29 November 2023; CNBC of the same day.
    ("chief-executive", "2023-11-29", "sam-altman"),
    ("board-chair", "2023-11-16", "greg-brockman"),
    ("board-chair", "2023-11-17T12:10-08:00", "greg-brockman"),
    ("board-chair", "2023-11-17T12:30-08:00", ""),
    ("board-chair", "2023-11-18", ""),
    ("board-chair", "2023-11-28", ""),
    ("board-chair", "2023-11-29", "bret-taylor"),
    ("president", "2023-11-17", "greg-brockman"),
    ("president", "2023-11-17T17:00-08:00", ""),
    ("president", "2023-11-20", ""),
    ("president", "2023-11-22", "greg-brockman"),  # BGR, 22 November 2023; confirmed by Altman's message of the 29th
    ("board-member", "2023-11-16", OLD_BOARD),  # the announcement names the four; Brockman and Altman were the others
    ("board-member", "2023-11-18", FOUR),
    ("board-member", "2023-11-28", FOUR),
    (
        "board-member",
        "2023-11-29",
        f"{FOUR} larry-summers bret-taylor",
    ),  # Bloomberg, 30 November 2023: the new board took over
    ("board-member", "2023-11-30", "adam-dangelo larry-summers bret-taylor"),
]

EDGES = [
    # Bloomberg, March 2019 ("blog post Monday"): OpenAI LP; Brockman is chairman in it. Altman to Musk, court exhibit.
    ("chief-executive", "2019-03-10", ""),
    ("chief-executive", "2019-03-11", "sam-altman"),
    ("board-chair", "2019-03-11", "sam-altman greg-brockman"),
    # John Loeber, 18 November 2023, after OpenAI's own page of 20 February 2018.
    ("board-chair", "2018-02-20", "elon-musk sam-altman"),
    ("board-chair", "2018-02-21", "sam-altman"),
    # OpenAI, "Leadership team update", 5 May 2022.
    ("president", "2022-05-04", ""),
    ("president", "2022-05-05", "greg-brockman"),
    ("chief-technology-officer", "2022-05-04", "greg-brockman"),
    ("chief-technology-officer", "2022-05-05", "greg-brockman mira-murati"),
    ("chief-technology-officer", "2022-05-06", "mira-murati"),
    ("chief-operating-officer", "2022-05-06", "brad-lightcap"),
    ("chief-financial-officer", "2022-05-05", "brad-lightcap"),
    ("chief-financial-officer", "2022-05-06", ""),
    # Mira Murati on X, 25 September 2024; Bloomberg, 24 March 2025: no plan to replace her.
    ("chief-technology-officer", "2024-09-25", "mira-murati"),
    ("chief-technology-officer", "2024-09-26", ""),
    ("chief-technology-officer", "2025-03-24", ""),
    # OpenAI and Sutskever on X, 14 May 2024: Pachocki succeeds him.
    ("chief-scientist", "2024-05-13", "ilya-sutskever"),
    ("chief-scientist", "2024-05-14", "ilya-sutskever jakub-pachocki"),
    ("chief-scientist", "2024-05-15", "jakub-pachocki"),
    (
        "chief-scientist",
        "2018-06-01",
        "ilya-sutskever?",
    ),  # research director at the founding, chief scientist by March 2019
    # Altman's post of 25 September 2024 on McGrew; OpenAI, "Leadership updates", 24 March 2025, on Chen.
    ("chief-research-officer", "2024-03-01", "bob-mcgrew?"),
    ("chief-research-officer", "2024-09-26", ""),
    ("chief-research-officer", "2025-03-23", ""),
    ("chief-research-officer", "2025-03-24", "mark-chen"),
    # The Drum, 10 June 2024: Friar and Weil; Weil to OpenAI for Science, AI Wiki and MIT Technology Review.
    ("chief-financial-officer", "2024-06-09", ""),
    ("chief-financial-officer", "2024-06-10", "sarah-friar"),
    ("chief-product-officer", "2024-06-09", ""),
    ("chief-product-officer", "2024-06-10", "kevin-weil"),
    ("chief-product-officer", "2025-09-03", ""),
    # NextWeb, 3 April 2026, after TechCrunch and Bloomberg: Lightcap to special projects, no successor.
    ("chief-operating-officer", "2026-04-03", "brad-lightcap"),
    ("chief-operating-officer", "2026-04-04", ""),
    # Khelja, July 2025 ("officially takes over on August 18"); TechCrunch, 9 July 2026.
    ("head-of-applications", "2025-08-17", ""),
    ("head-of-applications", "2025-08-18", "fidji-simo"),
    ("head-of-applications", "2026-07-10", ""),
    # JD Journal, 1 August 2023: Chang assumed the office in July; the day is not given.
    ("general-counsel", "2023-06-30", "jason-kwon"),
    ("general-counsel", "2023-07-15", "jason-kwon? che-chang?"),
    ("general-counsel", "2023-08-01", "che-chang"),
    ("chief-people-officer", "2025-08-22", "julia-villagra jason-kwon*"),  # Business Insider: leaves; Kwon stands in
    ("chief-people-officer", "2026-02-24", "jason-kwon* arvind-kc"),  # AI Magazine, February 2026
    ("head-of-superalignment", "2024-05-15", ""),  # Sutskever and Leike on X, 14 May 2024
    ("chief-revenue-officer", "2026-08-13", "denise-dresser dali-rajic"),  # CNBC, 13 August 2026
]

BOARD = "adam-dangelo larry-summers bret-taylor fidji-simo sam-altman nicole-seligman sue-desmond-hellmann"
SEATS = [
    # who was, who may have been and who was not on the board: the others are not asked about
    ("2018-02-20", "elon-musk", Held.YES),  # Benzinga, 26 March 2023: announced on that day
    ("2018-02-21", "elon-musk", Held.NO),
    (
        "2021-09-07",
        "helen-toner",
        Held.NO,
    ),  # TechCrunch, 21 November 2023, and OpenAI's announcement of 8 September 2021
    ("2021-09-08", "helen-toner", Held.YES),
    ("2021-09-07", "holden-karnofsky", Held.MAYBE),  # TechCrunch, 21 November 2023: resigned in 2021, no day
    ("2020-01-01", "shivon-zilis", Held.MAYBE),  # 2018 or 2019 by TechCrunch, 2020 by the testimony of 2026
    ("2023-03-03", "reid-hoffman", Held.YES),  # CNBC, 3 March 2023
    ("2023-03-04", "reid-hoffman", Held.NO),
    ("2024-03-07", "sam-altman", Held.NO),  # OpenAI, 8 March 2024, by way of Fast Company and IBL News
    ("2024-03-08", "sam-altman", Held.YES),
    ("2024-06-12", "paul-nakasone", Held.NO),  # OpenAI, 13 June 2024
    ("2024-06-13", "paul-nakasone", Held.YES),
    ("2024-08-08", "zico-kolter", Held.YES),  # OpenAI, 8 August 2024, by way of Mestios
    ("2025-01-13", "adebayo-ogunlesi", Held.NO),  # Nairametrics, 14 January 2025: "on Tuesday"
    ("2025-01-14", "adebayo-ogunlesi", Held.YES),
    (
        "2025-05-15",
        "fidji-simo",
        Held.MAYBE,
    ),  # named to the executive post on 7 May 2025; when she left the seat is not said
    ("2025-11-19", "larry-summers", Held.YES),  # Reuters via New India Abroad: resigned on 19 November
    ("2025-11-20", "larry-summers", Held.NO),
    ("2026-07-21", "david-velez", Held.YES),  # OpenAI and CNBC, 21 July 2026
    ("2026-09-08", "paul-christiano", Held.NO),  # OpenAI, 9 September 2026
    ("2026-09-09", "paul-christiano", Held.YES),
]


@pytest.fixture(scope="module")
def record() -> Index:
    """The bundled record."""
    return Index.in_memory(read_path(bundled_path()).timeline)


@pytest.fixture(scope="module")
def roll(record: Index) -> Roll:
    """Its offices and who held them."""
    return Roll(record)


def holders(roll: Roll, record: Index, office: str, on: str) -> tuple[Holder, ...]:
    (at,) = roll.at(parse(on, record.head.zone), [office])
    return at.holders


def spelt(holder: Holder) -> str:
    mark = "?" if holder.held is Held.MAYBE else ""
    return holder.tenure.person + mark + ("*" if holder.tenure.role.acting else "")


@pytest.mark.parametrize(("office", "on", "expected"), CRISIS + EDGES)
def test_who_held_an_office(roll: Roll, record: Index, office: str, on: str, expected: str) -> None:
    assert " ".join(spelt(holder) for holder in holders(roll, record, office, on)) == expected


def test_the_board_that_was_elected_in_march_2024(roll: Roll, record: Index) -> None:
    found = holders(roll, record, "board-member", "2024-03-08")
    assert [spelt(holder) for holder in found] == BOARD.split()


@pytest.mark.parametrize(("on", "person", "expected"), SEATS)
def test_who_sat_on_the_board(roll: Roll, record: Index, on: str, person: str, expected: Held) -> None:
    found = {holder.tenure.person: holder.held for holder in holders(roll, record, "board-member", on)}
    assert found.get(person, Held.NO) is expected


@pytest.mark.parametrize("office", ["chief-executive", "president", "chief-scientist", "board-chair"])
def test_every_tenure_names_its_sources(roll: Roll, office: str) -> None:
    assert all(tenure.role.sources for tenure in roll.successions[office])


@pytest.mark.parametrize(
    ("on", "office", "expected"),
    [  # as people type them; the sources are those of the rows above
        ("17 nov 2023", "chief-executive", ["sam-altman", "mira-murati"]),
        ("2023-11-20", "chief executive", ["emmett-shear"]),
        ("2022-05-05", "president", ["greg-brockman"]),
        ("10 june 2024", "chief-financial-officer", ["sarah-friar"]),
        ("2023-11-18", "board-chair", []),
    ],
)
def test_the_command_answers_alike(on: str, office: str, expected: list[str]) -> None:
    arguments = [COMMAND, "who", "--on", on, "--office", office, "--format", "json"]
    done = subprocess.run(arguments, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert [answer["person"] for answer in json.loads(done.stdout)] == expected
    assert done.returncode == (0 if expected else 1), done.stderr
