"""Reads reports with programs that other people use, and holds that they say what the JSON says.

    python read_back.py FOLDER…      each with board.html, board.docx, board.xlsx, board.md, report.json, and printed to
                                     A4 page.pdf (the page), word.pdf (the Word document) and sheets.pdf (the workbook);
                                     of one with a meeting day, meeting.html as made on that day, and printed to A4
                                     meeting.page.pdf and, from Word, meeting.word.pdf

A board paper, printed, has at most four pages of A4, from the page and from Word, and none ends with what leads up to a table.
A workbook comes out in readable type.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import docx
import html5lib
import openpyxl
import pypdf

STAGES = ["Plan", "Do", "Check", "Act"]
MOST_PAGES = 4
LEAST_TYPE = 7  # points
A4 = (595, 842)  # points


def squeezed(text):
    return "".join(text.split())


def expected(report):
    """The table of stages as the JSON has it: the name of each with its counts of ratings, the best first."""
    views = report["figures"]["stages"] + [report["figures"]["whole"]]
    names = [view.get("title", "Whole") for view in views]
    counts = [[view["applicable"]] + [rated["count"] for rated in reversed(view["by_rating"])] for view in views]
    return [[name, *map(str, row)] for name, row in zip(names, counts)]


def of_stages(tables, width, where):
    """The first table whose first column is the stages, cut to the columns that are compared."""
    for table in tables:
        rows = [[cell.strip() for cell in row] for row in table]
        if [row[0] for row in rows[1:5]] == STAGES:
            return [row[:width] for row in rows[1:]]
    raise AssertionError(f"{where} has no table of stages")


def page(path):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(path.read_text(encoding="utf-8"))
    assert tree.find(".//script") is None, "a script"
    assert tree.get("lang") == "en-GB", "no language"
    for table in tree.iter("table"):
        assert table.find("caption") is not None, "a table without a caption"
        assert all(th.get("scope") for th in table.iter("th")), "a header without a scope"
    for drawing in tree.iter("{http://www.w3.org/2000/svg}svg"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("role") == "img", "a drawing that is neither"
    return [[["".join(c.itertext()) for c in row if c.tag in ("th", "td")] for row in t.iter("tr")] for t in tree.iter("table")]


def stranded(page, path):
    """Pages of the print that end with a heading, or with or within the words before a table that is on the next."""
    tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    below = [(one, after) for part in tree.iter() for one, after in zip(part, list(part)[1:])]
    leads = [one for one, after in below if one.tag in ("h2", "h3", "h4") or (one.tag == "p" and after.tag in ("div", "figure"))]
    leads = {squeezed("".join(lead.itertext())) for lead in leads}
    sheets = [re.sub(r"^\d+of\d+|\d+of\d+$", "", squeezed(sheet.extract_text())) for sheet in pypdf.PdfReader(path).pages]

    def crosses(lead, one, other):
        found = (one + other).find(lead, max(0, len(one) - len(lead)))
        return 0 <= found < len(one) <= found + len(lead)

    pages = enumerate(zip(sheets, sheets[1:]), 1)
    return [number for number, (one, other) in pages if any(crosses(lead, one, other) for lead in leads)]


def printed(path):
    """How many pages it has."""
    pages = pypdf.PdfReader(path).pages
    sizes = {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages}
    assert all(abs(found - wanted) <= 1 for size in sizes for found, wanted in zip(size, A4)), f"{path} is not A4: {sizes}"
    assert 1 <= len(pages) <= MOST_PAGES, f"{path} has {len(pages)} pages, more than {MOST_PAGES}"
    return len(pages)


def type_of(path):
    """The size of most of the type on each page, in points; that of the footers is another."""
    sizes = []
    for page in pypdf.PdfReader(path).pages:
        letters = Counter()

        def count(text, place, matrix, _, size):
            letters[round(size * abs(matrix[3]) * abs(place[3]), 1)] += len(text.strip())

        page.extract_text(visitor_text=count)
        sizes.append(letters.most_common(1)[0][0])
    return sizes


def word(path):
    document = docx.Document(str(path))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles, styles
    body = document.element.body
    ns = body.nsmap
    assert "TOC" in "".join(i.text for i in body.iter(f"{{{ns['w']}}}instrText")), "no table of contents"
    for table in document.tables:
        about = table._tbl.tblPr.find("w:tblCaption", ns)
        assert about is not None and about.get(f"{{{ns['w']}}}val"), "a table that does not say what it is about"
        assert table.rows[0]._tr.trPr.find("w:tblHeader", ns) is not None, "a table whose header does not repeat"
    language = document.styles.element.find(".//w:rPrDefault//w:lang", ns)
    assert language.get(f"{{{ns['w']}}}val") == "en-GB", "no language"
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def workbook(path, report):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Summary", "Requirements", "Actions", "Evidence", "Measures", "Sign-offs", "Lenses"], book.sheetnames
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet for cell in row), f"a formula in {sheet.title}"
        # The page to read is broken between its parts, which a sheet that is fitted to the paper is not.
        fitted = bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
        assert sheet.page_setup.orientation == "landscape" and fitted == (sheet.title != "Summary"), sheet.title
        if sheet.title != "Summary":
            assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1", sheet.title
    heads = [cell.value for cell in book["Evidence"][1]]
    if "Dated" in heads:
        days = [row[heads.index("Dated")].value for row in book["Evidence"].iter_rows(min_row=2)]
        assert all(day is None or isinstance(day, datetime) for day in days), "days that are no days"
    heads = [cell.value for cell in book["Requirements"][1]]
    ratings = [row[heads.index("Rating")] for row in book["Requirements"].iter_rows(min_row=2)]
    assert len(ratings) == len(report["requirements"])
    assert all(isinstance(cell.value, str) and cell.fill.fgColor.rgb for cell in ratings), "a rating without word or colour"
    rows = [["" if value is None else str(value) for value in row] for row in book["Summary"].iter_rows(values_only=True)]
    start = next(i for i, row in enumerate(rows) if row[0] == "Stage")
    return [rows[start : start + 6]]


def markdown(path, reader):
    """The tables as pandoc reads them; `gfm` and pandoc's own Markdown have to agree."""
    html = subprocess.run(["pandoc", "-f", reader, "-t", "html", str(path)], check=True, capture_output=True, text=True).stdout
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    tables = [[["".join(c.itertext()) for c in row if c.tag in ("th", "td")] for row in t.iter("tr")] for t in tree.iter("table")]
    return tables, squeezed("".join(tree.itertext())), [e.tag for e in tree.iter() if e.tag in ("h1", "h2", "h3", "li", "blockquote", "a", "code", "em")]


for folder in map(Path, sys.argv[1:]):
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    wanted = expected(report)
    width = len(wanted[0])
    gfm, pandoc = markdown(folder / "board.md", "gfm"), markdown(folder / "board.md", "markdown-smart")
    assert gfm == pandoc, f"{folder}: a code host and pandoc read the Markdown differently"
    for where, tables in {
        "board.html": page(folder / "board.html"),
        "board.docx": word(folder / "board.docx"),
        "board.xlsx": workbook(folder / "board.xlsx", report),
        "board.md": gfm[0],
    }.items():
        found = of_stages(tables, width, f"{folder.name}/{where}")
        assert found == wanted, f"{folder.name}/{where}: {found} is not {wanted}"
    prints = [("board.html", "page.pdf", "word.pdf")]
    if report["cycle"]["meeting"]:
        prints.append(("meeting.html", "meeting.page.pdf", "meeting.word.pdf"))
    for source, print_of_it, _ in prints:
        alone = stranded(folder / source, folder / print_of_it)
        assert not alone, f"{folder.name}/{source}: the table that the foot of page {alone} leads up to is on the next page"
    pages, *then = [[printed(folder / name) for name in names] for _, *names in prints]
    on_the_day = f", {then[0][0]} and {then[0][1]} on the day of the meeting" if then else ""
    smallest = min(type_of(folder / "sheets.pdf"))
    assert smallest >= LEAST_TYPE, f"{folder.name}: a sheet is printed in {smallest} points"
    print(
        f"{folder.name}: HTML, Word, workbook, Markdown and JSON agree on {len(wanted) * (width - 1)} figures; "
        f"{pages[0]} pages from the page, {pages[1]} from Word{on_the_day}; sheets in {smallest} points or more"
    )
