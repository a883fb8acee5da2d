"""Puts texts that try to become markup into every field of an assessment, and holds that a code host's Markdown and
pandoc's read the paper alike: the same words, and no element that a tame text would not have given.

    python hostile_markdown.py VPR
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import html5lib

TEXTS = """a | b || c \\| d
`code` ``ww`` ```\\nrm -rf\\n```
<script>alert(1)</script> <b onclick=ww>bold</b> <!-- c --> <https://a.example>
=cmd|' /C calc'!A0
[ww](javascript:alert(1)) [ref][1] [^1] ![](http://a.example/p.png)
# ww
## ww ##
1. ww
1) ww\\n2) vv
(a) ww
- ww
* ww\\n+ vv
- [ ] task
> quote
| a | b |\\n|---|---|\\n| c | d |
&lt; &amp; &#60; &copy;
~~ww~~ ~ww~ ^ww^ ==ww== **ww** __ww__ *ww* _ww_
$ww$ $$vv$$ \\(z\\) \\emph{ww}
---
***\\n___\\n- - -\\n===
Title\\n=====\\nSub\\n---
---\\ntitle: ww\\n---
% title
: definition\\n~ other
::: warning\\nx\\n:::
[1]: http://a.example\\n[^1]: note
@smith2020 and #12 and a@b.example and www.example.org and https://a.example/?a=b&c
trailing \\
two  spaces  \\nthen a line
{#id .class}
a\\n\\nb\\n\\n\\n    c
Table: caption
ww\\n: def
"quotes" 'single' -- --- ...
A. Smith
i. ww
#) ww
(@) ww
<div>ww</div>
\\begin{ww}vv\\end{ww}
a^b^ H~2~O
!!! note
:smile: ww
HTTP://A.EXAMPLE http:/ww https:ww
a|
|b""".split("\n")
READERS = ["gfm", "markdown-smart", "markdown", "commonmark_x"]


def assessment(text):
    own = json.dumps(text, ensure_ascii=False)
    # Punctuation alone is nobody's approval, and the paper would be another one.
    approver = json.dumps(f"{text} a", ensure_ascii=False)
    answers = "".join(
        f"""  {requirement}:
    rating: {rating}
    because: {own}
    evidence: [{{ title: {own}, where: {own} }}]
    actions: [{{ what: {own}, owner: {own}, due: 2026-10-01, status: open }}]
    assessed: 2026-10-01
    assessed_by: {own}
"""
        for requirement, rating in [("L1", "red"), ("C1", "amber"), ("D1", "green")]
    )
    return f"""format: 1
standard: nhs-england-vpr@2024
organisation: {{ name: {own} }}
cycle: {{ name: {own}, meeting: 2027-01-28 }}
roles: {{ vpr_lead: {own} }}
paper: {{ meeting: {own}, purpose: {own}, recommendation: {own}, equality: {own}, strategic_risks: [{own}] }}
answers:
{answers}  D2:
    later: {own}
  I7:
    not_applicable: {own}
    approved_by: {approver}
    assessed_by: Someone else
"""


def read(paper, reader):
    html = subprocess.run(["pandoc", "-f", reader, "-t", "html", str(paper)], check=True, capture_output=True, text=True).stdout
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    # How columns are measured, and where a text breaks its line, are no matter of markup.
    elements = [e.tag for e in tree.iter() if e.tag not in ("br", "col", "colgroup", "thead", "tbody")]
    return "".join("".join(tree.itertext()).split()), elements


def papers(vpr, text, folder):
    file, paper = folder / "a.yaml", folder / "a.md"
    file.write_text(assessment(text), encoding="utf-8")
    subprocess.run([vpr, "report", str(file), "--on", "2026-11-22", "--output", str(paper)], check=True, capture_output=True)
    return {reader: read(paper, reader) for reader in READERS}


with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    # Punctuation alone is the name of no evidence either, and a tame text without a letter stands for it.
    named, unnamed = (papers(sys.argv[1], calm, folder) for calm in ("zz", "…"))
    for text in [t.replace("\\n", "\n").strip() for t in TEXTS]:
        found = papers(sys.argv[1], text, folder)
        tame = named if any(c.isalnum() for c in text) else unnamed
        assert found["gfm"][0] == found["markdown-smart"][0], f"{text!r} reads differently"
        assert found["gfm"][0].count("".join(text.split())) >= 12, f"{text!r} is missing"
        for reader in READERS:
            assert found[reader][1] == tame[reader][1], f"{text!r} became markup for {reader}"
print(f"hostile Markdown: {len(TEXTS)} texts in every field, {len(READERS)} readers, none became markup")
