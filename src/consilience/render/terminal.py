"""The account on a terminal, by rich. Long lists are cut; Markdown and JSON have everything."""

from __future__ import annotations

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from ..model.dossier import Dossier
from .account import account
from .lines import Block, Line, Para, Run, Section, Side, Sides, Style, Table, shown
from .lines import Group as Items

STYLES: dict[Style, str] = {
    "plain": "",
    "strong": "bold",
    "faint": "dim",
    "value": "bold yellow",
    "warning": "bold red",
    "cite": "dim cyan",
    "id": "dim",
    "added": "bold green",
    "removed": "dim strike",
}
NARROWEST_SIDE = 34  # columns a passage needs to be read beside another
MOST_SIDES = 3
MOST_COLUMNS = 24
NARROWEST_CUT = 12
MOST_CITES = 6  # citations in one line
SAME_PASSAGES = 2  # wordings of one value on the terminal


def show(dossier: Dossier, console: Console) -> None:
    """Print the account of `dossier` on `console`."""
    page = account(dossier)
    console.print()
    console.print(text(page.title))
    for line in page.lead:
        console.print(text(line))
    for section in page.sections:
        console.print()
        console.print(Rule(Text(section.title, style="bold"), align="left", style="dim"))
        _section(section, console)
    console.print()


def text(line: Line) -> Text:
    """Runs as a styled text; article words cannot be read as rich markup."""
    out = Text()
    cited = [n for n, run in enumerate(line) if run.style == "cite"]
    cut = set(cited[MOST_CITES:]) if len(cited) > MOST_CITES + 1 else set()
    for number, run in enumerate(line):
        if number in cut or (number + 1 in cut and not run.text.strip()):
            if number == cited[MOST_CITES]:
                out.append(f" (+{len(cut)} more)", style=STYLES["cite"])
            continue
        out.append(_shown(run), style=STYLES[run.style])
    return out


def _shown(run: Run) -> str:
    """Foreign text made safe; the space that holds runs apart is kept."""
    plain = shown(run.text)
    if run.style == "removed":
        return f"[-{plain}-]"  # seen without colours too
    before = " " if run.text[:1].isspace() else ""
    return before + plain + (" " if plain and run.text[-1:].isspace() else "")


def _section(section: Section, console: Console) -> None:
    if section.note:
        console.print(text(section.note), style="dim")
    for group in section.groups[: section.limit]:
        _group(group, console)
    _more(len(section.groups) - section.limit, console)


def _group(group: Items, console: Console) -> None:
    if group.title:
        console.print()
        console.print(text(group.title), style="underline")
    for item in group.items[: group.limit]:
        for block in item:
            _block(block, console)
        if any(isinstance(block, Sides) for block in item):
            console.print()
    _more(len(group.items) - group.limit, console)


def _more(hidden: int, console: Console) -> None:
    if hidden > 0:
        console.print(Text(f"  (+{hidden} more; --markdown and --json have all)", style="dim italic"))


def _block(block: Block, console: Console) -> None:
    if isinstance(block, Para):
        if block.depth == 0:
            grid = RichTable.grid(padding=(0, 1, 0, 0))
            grid.add_column(width=1)
            grid.add_column(ratio=1)
            numbered = block.line[0].text[:1].isdigit() and block.line[0].text.endswith(". ")
            console.print(text(block.line) if numbered else _marked(grid, block.line))
        else:
            console.print(Padding(text(block.line), (0, 0, 0, 2 + 2 * block.depth)))
    elif isinstance(block, Sides):
        console.print(Padding(_sides(block, console.width - 4), (0, 0, 0, 4)))
    else:
        console.print(_table(block, console.width))
        _more(len(block.rows) - block.limit, console)


def _marked(grid: RichTable, line: Line) -> RichTable:
    grid.add_row("•", text(line))
    return grid


def _sides(block: Sides, width: int) -> RenderableType:
    """Side by side where there is room, else one under the other."""
    sides = block.sides
    if len(sides) <= MOST_SIDES and width >= NARROWEST_SIDE * len(sides):
        table = RichTable(
            box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="", padding=(0, 1)
        )
        for side in sides:
            table.add_column(text(side.head), ratio=1)
        table.add_row(*(_side(side) for side in sides))
        return table
    return Group(*(Group(text(side.head), Padding(_side(side), (0, 0, 0, 2))) for side in sides))


def _side(side: Side) -> RenderableType:
    passages = [text(p) for p in side.passages[:SAME_PASSAGES]]
    hidden = len(side.passages) - SAME_PASSAGES
    if hidden > 0:
        passages.append(Text(f"(+{hidden} more)", style="dim italic"))
    notes = Text(", ").join(text(note) for note in side.notes)
    return Group(notes, *passages)


def _table(block: Table, width: int) -> RenderableType:
    if len(block.head) > MOST_COLUMNS:
        return Text(
            f"(a table of {len(block.head)} columns is too wide here; --markdown and --json have it)",
            style="dim italic",
        )
    rows = [[text(cell) for cell in row] for row in block.rows[: block.limit]]
    padding = (0, 1) if block.cut is None else (0, 1, 0, 0)
    table = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", padding=padding)
    needs = [max([len(head), *(row[n].cell_len for row in rows)]) for n, head in enumerate(block.head)]
    for number, head in enumerate(block.head):
        if number == block.cut:
            rest = sum(needs) - needs[number] + 2 * (len(needs) - 1)
            room = max(NARROWEST_CUT, min(needs[number], width - rest))
            table.add_column(Text(shown(head)), overflow="ellipsis", no_wrap=True, width=room)
        elif block.cut is not None:
            table.add_column(Text(shown(head)), no_wrap=True, width=needs[number])
        else:
            table.add_column(Text(shown(head)), overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
