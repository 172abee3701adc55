"""The bundled record: what it has to hold, that `check --strict` passes and that it is kept in canonical layout."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import pytest

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.canonical import canonical
from openai_timeline.files.check import check_path

Item = dict[str, Any]


# Every succession that the record has to give from its first holder to the last.
OFFICES = (
    "chief-executive",
    "president",
    "chief-technology-officer",
    "chief-scientist",
    "chief-research-officer",
    "chief-operating-officer",
    "chief-product-officer",
    "chief-financial-officer",
    "board-chair",
)
LIFE = ("born", "education", "birthplace")
HAN = re.compile("[\u4e00-\u9fff]").search


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """The record as it is in the file."""
    value: dict[str, Any] = json.loads(bundled_path().read_bytes())
    return value


def chinese(text: Any) -> str:
    """The Chinese of a text, or ''."""
    return str(text.get("zh", "")) if isinstance(text, dict) else ""


def test_check_finds_no_error() -> None:
    errors = [finding.one_line() for finding in check_path(bundled_path()).findings if finding.severity == "error"]
    assert errors == []


def test_check_is_content_even_when_strict() -> None:
    assert [finding.one_line() for finding in check_path(bundled_path()).findings] == []


def test_it_is_in_canonical_layout() -> None:
    data = bundled_path().read_bytes()
    assert canonical(data, "timeline.json") == data, "openai-timeline format data/timeline.json"


@pytest.mark.parametrize(("key", "least"), [("events", 400), ("people", 150), ("memos", 170), ("sources", 700)])
def test_there_is_enough(record: dict[str, Any], key: str, least: int) -> None:
    assert len(record[key]) >= least


def test_sixty_people_have_a_life_before_and_after(record: dict[str, Any]) -> None:
    def beyond(person: Item) -> bool:
        elsewhere = any(role.get("organisation") != "openai" for role in person.get("roles", ()))
        return elsewhere or any(key in person for key in LIFE)

    assert sum(beyond(person) for person in record["people"]) >= 60


def test_every_event_and_role_has_a_source(record: dict[str, Any]) -> None:
    assert [event["id"] for event in record["events"] if not event.get("sources")] == []
    roles = [(person["id"], role) for person in record["people"] for role in person.get("roles", ())]
    assert [(id, role.get("title")) for id, role in roles if not role.get("sources")] == []


def test_turning_points_are_few_and_rest_on_two_publishers_or_a_primary_source(record: dict[str, Any]) -> None:
    sources = {source["id"]: source for source in record["sources"]}
    points = [event for event in record["events"] if event.get("importance") == 1]
    assert 30 <= len(points) <= 50

    def stands(event: Item) -> bool:
        named = [sources[id] for id in event["sources"]]
        return any(s.get("kind") == "primary" for s in named) or len({s["publisher"] for s in named}) >= 2

    assert [event["id"] for event in points if not stands(event)] == []


def test_accounts_have_two_to_five_sentences(record: dict[str, Any]) -> None:
    def sentences(event: Item) -> int:
        text = event.get("text", "")
        english = text if isinstance(text, str) else text.get("en", "")
        return len(re.findall(r"[.!?][”’\"')]*(?=\s|$)", english))

    assert [event["id"] for event in record["events"] if not 2 <= sentences(event) <= 5] == []


@pytest.mark.parametrize(("key", "part"), [("events", "title"), ("people", "name"), ("memos", "title")])
def test_titles_and_names_are_in_chinese_too(record: dict[str, Any], key: str, part: str) -> None:
    assert [item["id"] for item in record[key] if not chinese(item.get(part))] == []


def test_accounts_of_turning_points_are_in_chinese_too(record: dict[str, Any]) -> None:
    points = [event for event in record["events"] if event.get("importance") == 1]
    assert [event["id"] for event in points if not HAN(chinese(event.get("text")))] == []


@pytest.mark.parametrize("office", OFFICES)
def test_each_office_has_its_holders(record: dict[str, Any], office: str) -> None:
    held = [role for person in record["people"] for role in person.get("roles", ()) if role.get("office") == office]
    assert held
    assert all("start" in role for role in held)
    assert office in {item["id"] for item in record["offices"]}


def test_sources_have_publisher_title_and_date(record: dict[str, Any]) -> None:
    lacking: dict[str, list[str]] = defaultdict(list)
    for source in record["sources"]:
        for key in ("publisher", "title", "published"):
            if not source.get(key):
                lacking[key].append(source["id"])
    assert lacking == {}


def test_no_two_sources_are_one_page(record: dict[str, Any]) -> None:
    addresses = [source["url"].rstrip("/") for source in record["sources"] if source.get("url")]
    assert sorted({url for url in addresses if addresses.count(url) > 1}) == []


def test_the_end_of_the_record_is_said(record: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", record["updated"])
