"""Random keys in a real terminal, for as long as KEYS says: no crash, no stand-still, memory flat (`make soak`)."""

from __future__ import annotations

import base64
import json
import os
import re
import time
from pathlib import Path
from random import Random

import pytest
from attacks import COPIED, OURS, hostile
from screen import COMMAND
from terminal_harness import Terminal

KEYS = int(os.environ.get("KEYS", "400"))
GROWS = 30 << 10  # KiB that memory may grow from a quarter of the way on, where notes and history fill up
BATCH = 25
LOG = Path(__file__).parent.parent / "build" / "soak.log"
# All but q, ctrl+c and ctrl+q, which quit, and ctrl+z. What is used most comes most.
LETTERS = [chr(code) for code in range(32, 127) if chr(code) != "q"]
SPECIAL = [
    "\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z",
    "\x7f", "\x10", "\x0f", "\x07", "\x1bOP", "\x1b[<0;30;10M\x1b[<0;30;10m", "\x1b[<65;40;12M", "\x1b[<64;9;9M",
    "日", "é", "\x1b[200~pasted \x1b]52;c;eA==\x07 text\x1b[201~", "\xff",
]  # fmt: skip
SIZES = ((140, 40), (80, 24), (60, 20), (100, 30), (40, 12), (20, 5))


class Soaked:
    """The viewer on a file, kept running while keys come."""

    def __init__(self, *arguments: str, seed: int) -> None:
        self.chance = Random(seed)
        self.arguments = arguments
        self.output = b""
        self.quits = self.checks = 0
        self.memory: list[int] = []
        self.start()

    def start(self) -> None:
        env = {"PYTHONPATH": "", "TEXTUAL_DISABLE_KITTY_KEY": "1", "BROWSER": "true", "LC_ALL": "C.UTF-8"}
        self.terminal = Terminal([str(COMMAND), *self.arguments], env=env, size=(141, 41))
        self.terminal.wait_for("╭".encode(), 30)

    def press(self, count: int) -> None:
        """Press some keys at once; where one of them quits (the palette can), start again."""
        chance = self.chance
        keys = "".join(chance.choice(LETTERS if chance.random() < 0.6 else SPECIAL) for _ in range(count))
        try:
            self.terminal.send(keys.encode("latin-1") if keys == "\xff" else keys.encode())
        except OSError:
            assert self.terminal.process.poll() == 0
        self.terminal.read(0.002)

    def check(self) -> None:
        """It runs, it answers a new size with a picture, and sends nothing but ours."""
        self.settles()
        self.checks += 1  # a size that it had before may be no news
        for size in (self.chance.choice(SIZES), (130 + self.checks % 9, 40)):
            before = len(self.terminal.output)
            self.terminal.resize(*size)
            self.answers(before)
        if b"\x1b[?1049l" in self.terminal.output:  # it is about to end
            self.terminal.wait()
        ended = self.terminal.process.poll()
        if ended is None:
            self.memory.append(memory_of(self.terminal.process.pid))
            self.take()
            return
        assert ended == 0, f"ended with {ended}: {self.terminal.read()[-3000:]!r}"
        drawn = self.terminal.output
        self.terminal.output = drawn[: drawn.rfind(b"\x1b[?1049l")]  # then the terminal shows the keys itself
        self.take()
        self.terminal.close()
        self.quits += 1
        self.start()
        self.memory = [memory_of(self.terminal.process.pid)]

    def settles(self) -> None:
        """All keys are handled: they come faster than anyone types, and it uses the processor until it is done."""
        end, used = time.monotonic() + 60, -1
        while self.terminal.process.poll() is None and used != (used := processor_time(self.terminal.process.pid)):
            assert time.monotonic() < end, "it never comes to rest"
            self.terminal.read(0.15)

    def answers(self, before: int) -> None:
        """Something is drawn."""
        end = time.monotonic() + 30
        while len(self.terminal.output) == before and self.terminal.process.poll() is None:
            assert time.monotonic() < end, "it stands still"
            self.terminal.read(0.02)

    def take(self) -> None:
        """Look at all bytes that came; the last of them wait for the rest of their sequence."""
        self.terminal.read(0.02)
        drawn = self.terminal.output
        cut = drawn.rfind(b"\x1b")
        whole, self.terminal.output = drawn[:cut], drawn[cut:]
        for copied in COPIED.findall(whole):
            assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", base64.b64decode(copied).decode()) is None
        rest = OURS.sub(b"", COPIED.sub(b"", whole)).replace(b"\r\n", b"")
        assert re.findall(rb".{0,40}[\x00-\x1f\x7f].{0,40}", rest) == []


def note(words: str) -> None:
    """For whoever waits."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a") as log:
        log.write(f"{time.strftime('%H:%M:%S')} {words}\n")


def memory_of(process: int) -> int:
    """What a process has in memory, in KiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def processor_time(process: int) -> int:
    """What a process has used of the processor, in tenths of a second: a clock or a cursor needs less."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) // 10


@pytest.mark.terminal
@pytest.mark.parametrize("what", ["the record", "a hostile file"])
def test_random_keys(what: str, tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(hostile()))
    soaked = Soaked("--fresh", *([str(path)] if what == "a hostile file" else []), seed=len(what))
    pressed = 0
    while pressed < KEYS:
        for _ in range(16):
            soaked.press(BATCH)
            pressed += BATCH
        soaked.check()
        if pressed % 10_000 == 0:
            note(f"{what}: {pressed:,} keys, {soaked.quits} quits, {soaked.memory[-1]:,} KiB")
    with soaked.terminal:
        settled = soaked.memory[len(soaked.memory) // 4]
        note(f"{what}: {pressed:,} keys, {soaked.quits} quits, {settled:,} to {soaked.memory[-1]:,} KiB")
        assert soaked.memory[-1] - settled < GROWS, soaked.memory
