#!/usr/bin/env python3
"""Runs `vpr check` and its peers over the same files in one go, and prints ratios.

    benches/peers.py FOLDER [--runs 5] [--peer NAME=COMMAND ...] [--one-thread]

FOLDER holds assessment files, as `cargo bench --bench corpus` writes them. For each program: whole-process CPU (user and
system) a file, wall time, and peak memory, medians over the runs, taken in turn so that a busy machine is busy for all.
Start-up is measured with one file and given beside. A program that is not installed is named and left out.

Peers, where they are found on PATH: ajv (ajv-cli 5), jsonschema-cli, check-jsonschema, yamllint. Further ones, such as a
second `ajv` (the fork with places) or the event counter of `cargo bench --bench events`, come with --peer; `{files}` in a
command stands for the files, `{schema}` for the schema, `{folder}` for the folder.

ajv-cli reads an unquoted day as a date and not as a text, calls every file invalid because of it, and prints that: its
figure holds the printing. Nothing is made of what a peer says, only of what it costs.
"""

import argparse
import glob
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

KNOWN = {
    "ajv-cli": "ajv validate --spec=draft7 --strict=false --validate-formats=false -s {schema} -d {pattern}",
    "jsonschema-cli": "jsonschema-cli validate {schema} {instances}",
    "check-jsonschema": "check-jsonschema --schemafile {schema} {files}",
    "yamllint": "yamllint -d relaxed {files}",
}


def once(command, one_thread):
    """CPU seconds, wall seconds and peak memory in MB of one run of a command."""
    if one_thread and shutil.which("taskset"):
        command = ["taskset", "-c", "0", *command]
    started = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def filled(template, folder, files, schema):
    words = []
    for word in shlex.split(template):
        if word == "{files}":
            words += files
        elif word == "{instances}":
            words += [part for file in files for part in ("-i", file)]
        else:
            words.append(word.replace("{schema}", schema).replace("{folder}", folder).replace("{pattern}", f"{folder}/**/*.yaml"))
    return words


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    options.add_argument("--vpr", default="target/release/vpr")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    options.add_argument("--one-thread", action="store_true")
    given = options.parse_args()
    files = sorted(glob.glob(f"{given.folder}/**/*.yaml", recursive=True))
    if not files:
        sys.exit(f"{given.folder} has no .yaml files")
    with tempfile.TemporaryDirectory() as place:
        schema = os.path.join(place, "assessment.json")
        with open(schema, "w") as out:
            subprocess.run([given.vpr, "schema", "assessment"], stdout=out, check=True)
        small = os.path.join(place, "one")
        os.mkdir(small)
        shutil.copy(files[0], small)
        first = [os.path.join(small, os.path.basename(files[0]))]
        peers = dict(KNOWN)
        peers.update(peer.split("=", 1) for peer in given.peer)
        programs = {"vpr check": f"{given.vpr} check --on 2026-11-23 {{folder}}"}
        for name, template in peers.items():
            if shutil.which(shlex.split(template)[0]):
                programs[name] = template
            else:
                print(f"{name}: not installed, not run")
        results = {name: ([], []) for name in programs}
        for _ in range(given.runs):
            for name, template in programs.items():
                results[name][0].append(once(filled(template, small, first, schema), given.one_thread))
                results[name][1].append(once(filled(template, given.folder, files, schema), given.one_thread))
        base = None
        print(f"{len(files)} files, medians of {given.runs} runs{', one thread' if given.one_thread else ''}")
        print(f"{'program':22}{'start ms':>10}{'CPU ms/file':>13}{'ratio':>8}{'wall s':>9}{'MB':>7}")
        for name, (starts, runs) in results.items():
            cpu, wall, memory = (statistics.median(column) for column in zip(*runs))
            start = statistics.median(cpu for cpu, _, _ in starts)
            each = 1000 * cpu / len(files)
            base = base or each
            print(f"{name:22}{1000 * start:10.1f}{each:13.3f}{each / base:8.2f}{wall:9.2f}{memory:7.0f}")


if __name__ == "__main__":
    main()
