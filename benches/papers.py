#!/usr/bin/env python3
"""Times a paper in every format as a whole process, against a program that says hello and ends.

    benches/papers.py HELLO [--vpr target/release/vpr] [--runs 40]

HELLO is the other program. The assessment is written here: an answer for each of the 52 requirements of the 2024 edition,
with 300 evidence items and 104 actions between them. For each paper: wall and CPU time (user and system), medians over the
runs, taken in turn so that a busy machine is busy for all; what the paper takes more than hello is held against the target
of its format. Files are written to a folder that is thrown away, as a person writes them. Ends with 1 where one is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

# Milliseconds more than hello, by format.
TARGETS = {"md": 20, "csv": 20, "json": 20, "html": 20, "xlsx": 100, "docx": 100}
# The board's paper is the usual one, the committee's the longest.
READERS = {"md": ["board", "committee"], "html": ["board", "committee"], "docx": ["board", "committee"]}
EVIDENCE = 300
ON = "2026-11-22"


def once(command):
    """Wall and CPU milliseconds of one run."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return 1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime)


def requirements(vpr, place):
    """The ids of the list, as vpr itself names them for a file with nothing in it."""
    empty = os.path.join(place, "empty.yaml")
    with open(empty, "w", encoding="utf-8") as out:
        out.write("format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: A }\ncycle: { name: C }\n")
    report = subprocess.run([vpr, "report", empty, "--format", "json"], check=True, capture_output=True)
    return [row["id"] for row in json.loads(report.stdout)["requirements"]]


def assessment(ids):
    """Every requirement answered, with evidence and actions, in words as long as people write them."""
    lines = [
        "format: 1",
        "standard: nhs-england-vpr@2024",
        "organisation: { name: Measured NHS Foundation Trust, code: RZZ, kind: acute }",
        "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28 }",
        "answers:",
    ]
    written = 0
    for number, requirement in enumerate(ids):
        share = EVIDENCE * (number + 1) // len(ids) - EVIDENCE * number // len(ids)
        lines += [
            f"  {requirement}:",
            f"    rating: {['green', 'green', 'amber', 'red'][number % 4]}",
            "    because: Audited in September on six wards; two of them keep the record on paper and one has none yet.",
            "    evidence:",
        ]
        for _ in range(share):
            written += 1
            month = 1 + written % 9
            lines += [
                f"      - title: Minute {written} of the people committee, with the register",
                f"        where: papers/2026-0{month}/minute-{written}.pdf",
                f"        dated: 2026-0{month}-15",
            ]
        lines.append("    actions:")
        for turn, month in enumerate(["10", "12"]):
            lines += [
                f"      - what: Bring the paper record of ward {turn + 1} into the system and check it",
                "        owner: Head of facilities",
                f"        due: 2026-{month}-18",
            ]
        lines += ["    assessed: 2026-10-14", "    assessed_by: VPR lead"]
    assert written == EVIDENCE, written
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("hello")
    options.add_argument("--vpr", default="target/release/vpr")
    options.add_argument("--runs", type=int, default=40)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        file = os.path.join(place, "measured.yaml")
        ids = requirements(given.vpr, place)
        with open(file, "w", encoding="utf-8") as out:
            out.write(assessment(ids))
        programs = {"hello": ([os.path.abspath(given.hello)], None)}
        for ending, target in TARGETS.items():
            for reader in READERS.get(ending, ["board"]):
                output = os.path.join(place, f"{reader}.{ending}")
                command = [given.vpr, "report", file, "--on", ON, "--for", reader, "--output", output]
                programs[f"{ending}, {reader}" if ending in READERS else ending] = (command, target)
        results = {name: [] for name in programs}
        for _ in range(given.runs):
            for name, (command, _) in programs.items():
                results[name].append(once(command))
        print(f"{len(ids)} answers, {EVIDENCE} evidence items, medians of {given.runs} runs")
        print(f"{'paper':18}{'wall ms':>9}{'CPU ms':>9}{'more wall':>11}{'more CPU':>10}{'target':>8}")
        hello, missed = None, []
        for name, runs in results.items():
            wall, cpu = (statistics.median(column) for column in zip(*runs))
            hello = hello or (wall, cpu)
            target = programs[name][1]
            more = (wall - hello[0], cpu - hello[1])
            print(f"{name:18}{wall:9.1f}{cpu:9.1f}{more[0]:11.1f}{more[1]:10.1f}{target or '':>8}")
            if target and more[0] >= target:
                missed.append(name)
    if missed:
        sys.exit(f"over the target: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
