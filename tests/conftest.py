"""For all tests: no colour or theme from outside, directories of their own, and the small timeline."""

from __future__ import annotations

import os

# Before Textual is imported, which reads them once.
for _name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_DRIVER", "COLORTERM", "TEXTUAL"):
    os.environ.pop(_name, None)

from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402
from small_timeline import SMALL, index_of  # noqa: E402

from openai_timeline.index.ask import Index  # noqa: E402

# The machines that run the tests are shared: an example that waits for its turn is not a fault.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


@pytest.fixture(autouse=True)
def own_directories(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Directories of its own for each test, so that nobody's session is read or written."""
    base = tmp_path_factory.mktemp("xdg")
    for name in ("STATE", "DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(base / name.lower()))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    return base


@pytest.fixture(scope="session")
def small() -> Index:
    """The index of the small timeline; nothing changes it."""
    return index_of(SMALL)
