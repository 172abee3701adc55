"""Starting and hearing the processes that make an index."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Thread

import msgspec

from ..files.problems import Unreadable
from .reports import Made, Progress, Word

_decode = msgspec.json.Decoder(Word).decode


class Cancelled(Exception):  # noqa: N818 - it is what somebody wanted
    """The making of an index was given up."""


class Worker:
    """One process. `heard` is told of each word; it is called from another thread than the one that waits."""

    def __init__(self, arguments: Sequence[str], heard: Callable[[Word], None]) -> None:
        command = [sys.executable, "-P", "-m", f"{__package__}.worker", *arguments]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A key such as ctrl+c is for the viewer, which ends its workers itself.
            start_new_session=True,
        )
        self._heard = heard
        self._last = Word()
        self._cancelled = False
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                with contextlib.suppress(msgspec.MsgspecError):
                    self._last = _decode(line)
                    self._heard(self._last)

    def cancel(self) -> None:
        """End the process."""
        self._cancelled = True
        self._process.kill()

    def wait(self) -> Word:
        """The last word. Raises Cancelled, Unreadable, OSError."""
        self._process.wait()
        self._listener.join()
        if self._cancelled:
            raise Cancelled
        if self._last.unreadable is not None:
            raise Unreadable(self._last.unreadable)
        if not self._last.finished:
            raise OSError(0, self._last.failure or "the process that makes the index has ended")
        return self._last


class Crew:
    """The workers of one index, and what they are told to give up."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._cancelled = False

    def cancel(self) -> None:
        """End them all, and whoever would be started."""
        self._cancelled = True
        for worker in self._workers:
            worker.cancel()

    def index(self, path: str, target: Path, progress: Progress) -> Made:
        """What `make_index` does."""
        word = self._start(
            ["index", path, path, os.fspath(target)], lambda heard: progress(heard.events, heard.share)
        ).wait()
        assert word.identity is not None
        return Made(word.digest, word.identity)

    def finder(self, index: Path, targets: Sequence[Path], progress: Callable[[float], None]) -> None:
        """What `make_finder` does, for all pieces side by side."""
        shares = [0.0] * len(targets)

        def hear(number: int, word: Word) -> None:
            shares[number] = 1.0 if word.finished else word.share
            progress(sum(shares) / len(shares))

        workers = []
        for number, target in enumerate(targets):
            arguments = ["find", os.fspath(index), os.fspath(target), str(number), str(len(targets))]
            workers.append(self._start(arguments, partial(hear, number)))
        for worker in workers:
            worker.wait()

    def _start(self, arguments: Sequence[str], heard: Callable[[Word], None]) -> Worker:
        worker = Worker(arguments, heard)
        self._workers.append(worker)
        if self._cancelled:
            worker.cancel()
        return worker
