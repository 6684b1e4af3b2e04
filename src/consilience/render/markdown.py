"""The account as Markdown (CommonMark with tables). Nothing is cut, and article text stays text."""

from __future__ import annotations

import re

from ..model.dossier import Dossier
from .account import account
from .lines import Block, Group, Line, Para, Run, Section, Sides, Style, shown

WIDEST_SIDES = 3  # values beside each other in a table; more stand one under the other
MARKS: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "strong": ("**", "**"),
    "faint": ("", ""),
    "value": ("**", "**"),
    "warning": ("**", "**"),
    "cite": ("[", "]"),
    "id": ("`", "`"),
    "added": ("**", "**"),
    "removed": ("~~", "~~"),
}

# Everything that can begin or end a construct of CommonMark or of GitHub's extensions; `:` and the dot after www stop autolinks.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$^!]|(?<=www)\.|:(?=//)|@)", re.IGNORECASE)
_FIRST = re.compile(r"^(\s*)([#+=\-]|\d{1,9}(?=[.)]))")


def markdown(dossier: Dossier) -> str:
    """The whole account of `dossier`, with citations [article:start-end] and ids."""
    page = account(dossier)
    out = [f"# {_line(page.title[:1], strong=False)}", ""]
    if page.title[1:]:
        out += [_line(page.title[1:]).strip(), ""]
    for line in page.lead:
        out += [_line(line), ""]
    out += ["Citations are [report:first-last] in characters of the report's text, the last one excluded.", ""]
    for section in page.sections:
        out += _section(section)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip() + "\n"


def escaped(text: str, *, first: bool = False) -> str:
    """Foreign text as Markdown that shows exactly these words. `first`: it begins a line."""
    plain = _SPECIAL.sub(r"\\\1", shown(text).replace("&", "&amp;"))
    if first:
        plain = _FIRST.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), plain)
        plain = re.sub(r"^(\d+)\\([.)])", r"\1\\\2", plain)
    return plain


def _line(line: Line, *, strong: bool = True) -> str:
    return "".join(_run(run, first=number == 0, strong=strong) for number, run in enumerate(line))


def _run(run: Run, *, first: bool, strong: bool) -> str:
    """A run with its marks; white space stays outside of them, where Markdown wants it."""
    words = escaped(run.text, first=first)
    if run.style == "cite":
        words = escaped(run.text[1:-1])  # no link: nothing in the account defines one
    elif run.style == "id":
        words = shown(run.text).replace("`", "ˋ").replace("|", "¦")
    before = " " if run.text[:1].isspace() and not first else ""
    after = " " if words and run.text[-1:].isspace() else ""
    left, right = ("", "") if not words or (run.style == "strong" and not strong) else MARKS[run.style]
    return f"{before}{left}{words}{right}{after}"


def _section(section: Section) -> list[str]:
    out = [f"## {section.title}", ""]
    if section.note:
        out += [_line(section.note), ""]
    for group in section.groups:
        out += _group(group)
    return out


def _group(group: Group) -> list[str]:
    out = [f"### {_line(group.title, strong=False)}", ""] if group.title else []
    for item in group.items:
        for block in item:
            out += _block(block)
    return [*out, ""] if out[-1:] != [""] else out


def _block(block: Block) -> list[str]:
    if isinstance(block, Para):
        return _para(block)
    if isinstance(block, Sides):
        return _sides(block)
    return ["", *_rows(tuple(escaped(h) for h in block.head), [tuple(_cell(c) for c in row) for row in block.rows]), ""]


def _para(block: Para) -> list[str]:
    numbered = block.line[0].text.endswith(". ") and block.line[0].text[:-2].isdigit()
    if block.depth == 0 and numbered:
        return ["", f"### {block.line[0].text}{_line(block.line[1:], strong=False)}", ""]
    return [f"{'  ' * block.depth}- {_line(block.line)}"]


def _cell(line: Line) -> str:
    return _line(line).strip()


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def _sides(block: Sides) -> list[str]:
    """Two or three values as columns of a table, more as a list."""
    sides = block.sides
    if len(sides) > WIDEST_SIDES:
        out = []
        for side in sides:
            out.append(f"- {_line(side.head)}: {', '.join(_line(n) for n in side.notes)}")
            out += [f"  - {_line(p)}" for p in side.passages]
        return [*out, ""]
    height = max(len(s.passages) for s in sides)
    rows = [tuple(_cell(s.notes[i]) for s in sides) for i in range(len(sides[0].notes))]
    rows += [tuple(_cell(s.passages[i]) if i < len(s.passages) else "" for s in sides) for i in range(height)]
    return [*_rows(tuple(_cell(s.head) for s in sides), rows), ""]
