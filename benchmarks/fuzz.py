"""Coverage-guided fuzzing (`make fuzz`): each target for its share of SECONDS, with the corpus kept in tests/corpus.

    benchmarks/fuzz.py [--seconds N] [--keep] [TARGET …]

What fails is written to build/fuzz/TARGET/; `--keep` puts the smallest inputs that reach the same code into
tests/corpus, which `make test` runs again. Where atheris is not to be had, mutated seeds are fed without its guidance.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
sys.path.insert(0, str(TESTS))
WORK = ROOT / "build" / "fuzz"
TIMEOUT = 10  # seconds that one input may take
LONGEST = 4096
SMALLEST, MOST = 400, 40  # of what is kept: bytes of an input, inputs a target


def main() -> int:
    """Run the targets, each in a process of its own; 1 where one failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--one", action="store_true", help="fuzz in this process")
    parser.add_argument("targets", nargs="*")
    arguments = parser.parse_args()
    if arguments.one:
        return one(arguments.targets[0], arguments.seconds)
    from fuzzing import TARGETS

    names = arguments.targets or list(TARGETS)
    total, failed = 0, []
    for name in names:
        executions, sound = run(name, arguments.seconds / len(names), arguments.keep)
        total += executions
        failed += [] if sound else [name]
    print(f"{total:,} executions; " + (f"failed: {', '.join(failed)}" if failed else "nothing failed"))
    return bool(failed)


def run(name: str, seconds: float, keep: bool) -> tuple[int, bool]:
    """Fuzz one target; how many executions that were, and whether all held."""
    work, seeds = WORK / name, TESTS / "corpus" / name
    for folder in (work / "found", work / "failed", seeds):
        folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, "--one", name, "--seconds", str(int(seconds) or 1)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace")
    (work / "log").write_text(done.stderr)
    counts = [int(number) for number in re.findall(r"(?:^#|Done |executed_units: +)(\d+)", done.stderr, re.MULTILINE)]
    executions = max(counts, default=0)
    print(f"{name:<16} {executions:>10,}  {'held' if done.returncode == 0 else 'FAILED: see ' + str(work)}", flush=True)
    if keep:
        kept(work / "found", seeds)
    return executions, done.returncode == 0


def kept(found: Path, seeds: Path) -> None:
    """Keep a few short inputs, spread over those that reached something new."""
    short = sorted((path for path in found.iterdir() if path.stat().st_size <= SMALLEST), key=lambda path: path.name)
    for path in short[:: max(1, len(short) // MOST)][: MOST - len(list(seeds.iterdir()))]:
        (seeds / path.name[:12]).write_bytes(path.read_bytes())


def one(name: str, seconds: float) -> int:
    """Fuzz one target in this process, which libFuzzer ends."""
    try:
        import atheris
    except ImportError:
        return unguided(name, seconds)
    with atheris.instrument_imports(include=["openai_timeline"]):
        from fuzzing import TARGETS
    target, work = TARGETS[name], WORK / name
    target(b"")  # what is imported late
    options = [f"-max_total_time={seconds:.0f}", f"-max_len={LONGEST}", f"-timeout={TIMEOUT}", "-rss_limit_mb=2048"]
    options += [f"-artifact_prefix={work / 'failed'}/", "-print_final_stats=1", "-detect_leaks=0"]
    dictionary = TESTS / "corpus" / "dictionary"
    options += [f"-dict={dictionary}"] if dictionary.exists() else []
    atheris.Setup([name, *options, str(work / "found"), str(TESTS / "corpus" / name)], target)
    atheris.Fuzz()
    return 0


def unguided(name: str, seconds: float) -> int:
    """Mutations of the seeds, by chance."""
    from random import Random

    from fuzzing import TARGETS

    chance, target = Random(name), TARGETS[name]
    seeds = [path.read_bytes() for path in (TESTS / "corpus" / name).iterdir()] or [b"0"]
    end, executions = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(8)):
            place = chance.randrange(len(data) + 1)
            data[place : place + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        try:
            target(bytes(data))
        except BaseException:
            (WORK / name / "failed" / "input").write_bytes(data)
            raise
        executions += 1
    sys.stderr.write(f"Done {executions}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
