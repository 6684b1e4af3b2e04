"""Event frames: which words tell an event of which type, and in which slots its participants stand (frames.tsv)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .tables import table

PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)

COLUMNS = ("word", "pos", "with", "type", "mode", "source", "recipient")
PARTS = ("v", "n", "a")

VERB_SOURCE, VERB_RECIPIENT = ("subj",), ("dobj", "iobj")
NOUN_SOURCE, NOUN_RECIPIENT = ("poss", "mod", "by", "from"), ("against", "on", "to", "of")


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where a filler of one of `slots` is among `words` or of one of `kinds` (both empty: any filler); `negated` turns it round."""

    slots: tuple[str, ...]
    words: frozenset[str]
    kinds: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a word. `equal`: the parties stand on an equal footing. `type` "-" says that it is no event."""

    type: str
    mode: str
    conditions: tuple[Condition, ...]
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    equal: bool


Frames = Mapping[tuple[str, str], tuple[Frame, ...]]


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The word classes that frames refer to, by name; `doers` are all nouns for who can act, `judging` all words that praise or blame."""
    found = {row["class"]: frozenset(row["words"].split("|")) for row in table("event_words")}
    found["doers"] = found["actors"] | found["people"] | found["animal"] | found["insurgent"]
    found["judging"] = found["blaming"] | found["positive"]
    return found


@cache
def frames() -> Frames:
    """All frames by part of speech (v, n, a) and lemma, those with conditions first."""
    return read_frames(table("frames"))


@cache
def frames_with(lines: tuple[str, ...]) -> Frames:
    """The frames with a user's own rows before them, each a line as `as_line` makes it: theirs are taken first."""
    own = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]
    return read_frames((*own, *table("frames")))


def as_line(row: Mapping[str, str]) -> str:
    """A row as a line: the cells of all columns, set apart by tabs."""
    return "\t".join(row.get(column, "") for column in COLUMNS)


def read_frames(rows: Iterable[Mapping[str, str]]) -> Frames:
    """Frames from rows with the columns of frames.tsv; a user's own rows are read the same way."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for row in rows:
        frame = _frame(row)
        for word in row["word"].split("|"):
            listed = found.setdefault((row["pos"], word), [])
            if frame not in listed:
                listed.append(frame)
    return {key: _particular_first(listed) for key, listed in found.items()}


def _particular_first(listed: list[Frame]) -> tuple[Frame, ...]:
    """Frames with conditions in their order, then the first of those without."""
    return (*(f for f in listed if f.conditions), *[f for f in listed if not f.conditions][:1])


def _frame(row: Mapping[str, str]) -> Frame:
    noun = row["pos"] == "n"
    equal = row["source"] == "="
    source = (NOUN_SOURCE if noun else VERB_SOURCE) if equal or not row["source"] else _slots(row["source"])
    recipient = _slots(row["recipient"]) if row["recipient"] else NOUN_RECIPIENT if noun else VERB_RECIPIENT
    conditions = tuple(_condition(cell) for cell in row["with"].split())
    return Frame(row["type"], row["mode"], conditions, source, recipient, equal)


def _slots(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(s.strip() for s in cell.split(","))


def _condition(cell: str) -> Condition:
    slots, _, wanted = cell.partition("=")
    negated = slots.endswith("!")
    words: set[str] = set()
    kinds: list[str] = []
    for word in wanted.split("|"):
        if word.startswith("@"):
            words |= word_classes()[word[1:]]
        elif word.startswith("%"):
            kinds.append(word[1:])
        elif word != "*":
            words.add(word)
    return Condition(tuple(slots.rstrip("!").split("|")), frozenset(words), tuple(kinds), negated)


@cache
def factuality_words() -> dict[str, str]:
    """Lemma -> what it does to the clause it governs: deny, fail, plan, order, allege, possible, probable, condition, future."""
    return {word: row["class"] for row in table("factuality") for word in row["words"].split("|")}
