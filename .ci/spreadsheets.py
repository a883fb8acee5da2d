"""Opens every table that vpr writes as CSV in LibreOffice, and holds that each cell arrives as it was written.

    python spreadsheets.py VPR EXAMPLE.yaml…

The dialect is the usual one, for a person with a spreadsheet; the import is told that the file is UTF-8. Days become days and
figures figures, which is what the person wants; everything else stays letter for letter. Texts that a spreadsheet would run or
spoil are written into a copy of the first example.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl

# Comma, quotes, UTF-8, from the first line, columns as they are, British English, quoted cells as text.
IMPORT = "CSV:44,34,76,1,,2057,true,false"
WORDS = ["Größe £5 – “quoted”, naïve café, Złoty 漢字", "=1+1", "+44 20 7946 0000", "-2", "@SUM(A1)", "1 & 2 <b>", "line one\nline two"]
vpr, *examples = sys.argv[1:]


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}: {done.stdout}{done.stderr}"


def as_csv(path):
    """The cells as a program finds them; a byte order mark is none of them."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [[cell.replace("\r\n", "\n") for cell in row] for row in csv.reader(file)]


def as_sheet(path, width):
    (sheet,) = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" for row in sheet for cell in row), f"{path.name}: a formula"
    text = lambda cell: cell.date().isoformat() if isinstance(cell, datetime) else "" if cell is None else str(cell)
    rows = [[text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [(row + [""] * width)[:width] for row in rows]


with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    for example in map(Path, examples):
        run(vpr, "report", example, "--on", "2026-11-22", "--format", "csv", "--output", f"{folder / example.stem}/")
    copy = folder / "guarded.yaml"
    shutil.copy(examples[0], copy)
    heads, *rows = as_csv(folder / Path(examples[0]).stem / "requirements.csv")
    texts = dict(zip((row[0] for row in rows if row[heads.index("state")] == "rated"), WORDS, strict=False))
    assert len(texts) == len(WORDS), "too few requirements are rated"
    for requirement, text in texts.items():
        run(vpr, "answer", copy, requirement, f"--because={text}", "--on", "2026-11-22")
    run(vpr, "report", copy, "--on", "2026-11-22", "--format", "csv", "--output", f"{folder / 'guarded'}/")
    tables = {path: folder / f"{path.parent.name}.{path.name}" for path in sorted(folder.glob("*/*.csv"))}
    for path, flat in tables.items():
        shutil.copy(path, flat)
    office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", f"--infilter={IMPORT}"]
    run(*office, "--convert-to", "xlsx", "--outdir", folder / "sheets", *tables.values())
    cells = 0
    for path, flat in tables.items():
        wanted = as_csv(path)
        found = as_sheet(folder / "sheets" / f"{flat.stem}.xlsx", len(wanted[0]))
        if path.name == "requirements.csv":
            assert found[0][0] == "id", f"{path}: the first heading is {found[0][0]!r}"
        for number, (line, row) in enumerate(zip(wanted, found, strict=True), 1):
            assert line == row, f"{path.parent.name}/{path.name}, row {number}: {row} is not {line}"
        cells += sum(map(len, wanted))
    rows = as_csv(folder / "guarded" / "requirements.csv")
    # What a requirement says once stands on its first line.
    because = {row[0]: row[rows[0].index("because")] for row in reversed(rows)}
    for requirement, text in texts.items():
        guarded = f"'{text}" if text[0] in "=+-@" else text
        assert because[requirement] == guarded, f"{because[requirement]!r} is not {guarded!r}"
print(f"CSV in LibreOffice: {len(tables)} tables, {cells} cells, each as it was written")
