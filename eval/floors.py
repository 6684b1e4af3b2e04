"""Quality floors: figures that may rise and never fall. Kept in floors.json."""

from __future__ import annotations

import json
import math
from pathlib import Path

from .stories import Figures

FILE = Path(__file__).with_name("floors.json")
# No floor by itself: it is traded with alignment_recall, and alignment_f1 and counted have theirs. Until a passage had to be sure to be
# counted, all that was joined was counted, and the floor of alignment_precision (0.911) held what that of counted (0.95) now does.
TRADED = frozenset({"alignment_precision"})
SLACK = 0.005  # other processors round differently; one judgement more or less moves a figure by more


def read(section: str = "examples") -> dict[str, float]:
    """The floors of one set of figures by name."""
    floors: dict[str, float] = json.loads(FILE.read_text("utf-8")).get(section, {})
    return floors


def check(measured: Figures, section: str = "examples", *, lift: bool = False) -> list[str]:
    """A line for each figure that lies below its floor. With `lift` and no fault, the floors are raised to what was measured."""
    floors = read(section)
    faults = [
        f"{name}: {measured.get(name)} where the floor is {floor}"
        for name, floor in sorted(floors.items())
        if (value := measured.get(name)) is None or value < floor - SLACK
    ]
    if lift and not faults:
        raised = {
            n: max(floors.get(n, 0.0), math.floor(v * 1000) / 1000)
            for n, v in measured.items()
            if v is not None and n not in TRADED
        }
        sections = json.loads(FILE.read_text("utf-8")) | {section: raised}
        FILE.write_text(json.dumps(sections, indent=1) + "\n", "utf-8")
    return faults
