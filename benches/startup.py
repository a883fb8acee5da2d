#!/usr/bin/env python3
"""What it costs to start: a hello world in Rust, `vpr --version`, `vpr status` and `vpr report`, in turn in one run.

    cargo build --release && cargo bench --bench hello --no-run && benches/startup.py [--runs 400]

`status` and `report` read a file with all 52 answers, that of `vpr demo`. Wall time of the whole process, medians over the
runs; every program has its turn in each, so that a busy machine is busy for all. What is asked for: `--version` within 1.5
times the hello world, `status` and `report` within 10 ms of that. How many syncs a reply costs is counted, and held, by
tests/cli/start.rs.
"""

import argparse
import glob
import os
import statistics
import subprocess
import sys
import tempfile
import time


def once(command):
    """Wall milliseconds of one run of a command that says nothing to anyone."""
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status = os.waitpid(child, 0)
    wall = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return 1000 * wall


def hello():
    """The newest build of the hello world, whose name cargo makes up."""
    built = [path for path in glob.glob("target/release/deps/hello-*") if os.access(path, os.X_OK) and not path.endswith(".d")]
    return max(built, key=os.path.getmtime, default=None)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vpr", default="target/release/vpr")
    options.add_argument("--hello", default=hello())
    options.add_argument("--runs", type=int, default=400)
    given = options.parse_args()
    if not given.hello or not os.access(given.vpr, os.X_OK):
        sys.exit("build both first: cargo build --release && cargo bench --bench hello --no-run")
    vpr = os.path.abspath(given.vpr)
    with tempfile.TemporaryDirectory() as place:
        folder = os.path.join(place, "demo")
        subprocess.run([vpr, "demo", "--output", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        file = os.path.join(folder, "harbourside.yaml")
        programs = {
            "hello world": [os.path.abspath(given.hello)],
            "vpr --version": [vpr, "--version"],
            "vpr status": [vpr, "--on", "2026-11-22", "status", file],
            "vpr report": [vpr, "--on", "2026-11-22", "report", file],
        }
        for command in programs.values():
            once(command)
        walls = {name: [] for name in programs}
        for _ in range(given.runs):
            for name, command in programs.items():
                walls[name].append(once(command))
    medians = {name: statistics.median(runs) for name, runs in walls.items()}
    least, version = medians["hello world"], medians["vpr --version"]
    print(f"medians of {given.runs} runs each, in turn")
    print(f"{'program':16}{'ms':>8}{'times hello':>13}{'ms over hello':>15}{'ms over --version':>19}")
    for name, wall in medians.items():
        print(f"{name:16}{wall:8.2f}{wall / least:13.2f}{wall - least:15.2f}{wall - version:19.2f}")


if __name__ == "__main__":
    main()
