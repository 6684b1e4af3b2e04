"""Speech that the page's form shows rather than a reporting word: names before a colon, answers, set-off paragraphs, posts.

Read from the characters of the paragraphs alone, so that quotation marks inside such speech open nothing of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...knowledge.reporting import frames

LEAST_TURNS = 3  # paragraphs with a name before a colon from which a text is a record of talk; one name must come twice
NEAR = 4  # words before a colon among which one announces speech
POST = 320  # characters of a post
SET_OFF_WORDS = 6  # words from which a paragraph after a colon is what was announced

_NAME = r"[A-Z][\w.'’-]*"
_LABEL = re.compile(
    rf"[\"“]?(?P<name>{_NAME}(?: (?:{_NAME}|de|van|von|of|the|al)){{0,4}})(?: ?\([^)\n]{{1,40}}\))?: +(?=\S)"
)
_ASKED = re.compile(r"(?P<name>Q|Question|A|Answer)(?:[:.] *|\) )(?=\S)")
_MARKS = frozenset('"“”„«»‘')
_BRING = frozenset(
    "statement letter message post tweet note email e-mail text reply response memo notice announcement".split()
)
_POST = re.compile(
    r"(?:\d+/\d*\s+)?(?P<words>.+?)\s*(?:—|–|--|-)\s*(?P<name>[^—–@()]{2,60}?)\s*\((?P<handle>@\w+)\)", re.DOTALL
)

_NO_POST = re.compile(r"[\"“”„«»‘]|(?<!\w)'\w|://")

Place = tuple[int, int]


class Turn(NamedTuple):
    """What somebody says in a paragraph without quotation marks: where the name stands, where the words; the rule."""

    name: Place | None
    words: Place
    rule: str


def turns(text: str, paragraphs: Sequence[Place]) -> dict[int, Turn]:
    """The turns of talk of an article by the number of their paragraph."""
    found = _answers(text, paragraphs)
    found.update(_labelled(text, paragraphs))
    for number, (start, end) in enumerate(paragraphs):
        if number in found:
            continue
        carried = found.get(number - 1)
        if number and (
            _announced(text, paragraphs, number)
            or (carried is not None and carried.rule == "set off" and _indented(text, paragraphs, number))
        ):
            found[number] = Turn(None, (start, end), "set off")
        elif "@" in text[start:end]:
            match = _POST.match(text, start, end)
            if match is not None and len(match["words"]) <= POST and not _NO_POST.search(match["words"]):
                found[number] = Turn(match.span("name"), match.span("words"), "post")
    return found


def _labelled(text: str, paragraphs: Sequence[Place]) -> dict[int, Turn]:
    """`BRANDT: The dam is safe.`: several paragraphs that begin with a name and a colon, one name at least twice."""
    found: dict[int, Turn] = {}
    names: dict[str, int] = {}
    for number, (start, end) in enumerate(paragraphs):
        match = _LABEL.match(text, start, end) if ":" in text[start : start + 60] else None
        if match is not None and number and match["name"] not in ("Q", "A"):
            found[number] = Turn(match.span("name"), (match.end(), end), "named")
            surname = match["name"].split()[-1].upper()
            names[surname] = names.get(surname, 0) + 1
    talk = len(found) >= LEAST_TURNS and len(names) > 1 and max(names.values()) > 1
    return found if talk else {}


def _answers(text: str, paragraphs: Sequence[Place]) -> dict[int, Turn]:
    """`Q: ... A: ...`: questions and answers where both are marked."""
    found: dict[int, Turn] = {}
    seen = set()
    for number, (start, end) in enumerate(paragraphs):
        match = _ASKED.match(text, start, end) if text[start : start + 1] in ("Q", "A") else None
        if match is not None:
            kind = match["name"][0]
            seen.add(kind)
            rule = "question" if kind == "Q" else "answer"
            found[number] = Turn(match.span("name"), (match.end(), end), rule)
    return found if len(seen) == 2 else {}


def _announced(text: str, paragraphs: Sequence[Place], number: int) -> bool:
    """A paragraph of whole sentences without marks, after one that ends in a reporting word and a colon."""
    start, end = paragraphs[number]
    before = text[slice(*paragraphs[number - 1])]
    if not before.endswith(":") or text[end - 1 : end] not in (".", "!", "?", "…"):
        return False
    words = text[start:end].split()
    if len(words) < SET_OFF_WORDS or "said" in words or not text[start].isupper() or _MARKS & set(text[start:end]):
        return False
    last = re.findall(r"[\w-]+", re.split(r"[.?!]\s", before)[-1].lower())
    return any(w in _BRING or _says(w) for w in last[-NEAR:])


def _indented(text: str, paragraphs: Sequence[Place], number: int) -> bool:
    """The paragraph is indented just as the one before it is."""
    here, before = (start - text.rfind("\n", 0, start) - 1 for start, _ in paragraphs[number - 1 : number + 1])
    return here == before > 0


def _says(word: str) -> bool:
    """The word is a form of a verb of saying."""
    verbs = frames("verb")
    stems = {word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("ing")}
    irregular = {"said": "say", "wrote": "write", "writes": "write", "told": "tell", "read": "read"}
    stems.add(irregular.get(word, word))
    return any(verbs.get(w, {}).get("that") == "say" or verbs.get(w, {}).get("quote") == "say" for w in stems)
