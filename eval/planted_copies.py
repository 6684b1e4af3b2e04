"""Planted copies: texts changed in known ways, so that relation and shared passages are known to the character.

`python -m eval copies [FILE]` takes reports (`id, title, text, outlet, published, story`) as bases, makes one changed
text of each kind from each base, and prints how often the relation is right and how well the passages are found.
Nothing of the texts is kept. The kinds:

  headline    another headline, text as it is                                              copy
  third       cut to the first third                                                       copy
  reordered   paragraphs in another order                                                  copy
  light       a word changed, dropped or put in about every 25 words                       copy
  spelling    British spelling, units and quotation marks                                  copy
  half-own    agency copy followed by as much text of another report                       copy
  heavy       each sentence rewritten: words changed, clauses turned, sentences dropped    derived
  quotes      another report that holds the base's quotations and nothing else of it       independent
  event       two reports of one event that share no eight words in a row outside quotes   independent
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from consilience.model.article import Article, Capture
from consilience.model.lineage import TextReuse
from consilience.model.parse import Parse
from consilience.model.story import Report
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage

COPIES = ("headline", "third", "reordered", "light", "spelling", "half-own")
WANTED = dict.fromkeys(COPIES, "copy") | {"heavy": "derived", "quotes": "independent", "event": "independent"}
Row = Mapping[str, Any]
Piece = tuple[int, int, str]  # characters of the base and what became of them

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?]+(?!\s|[\"”’]|$)[^\n.!?]+)*[.!?]*[\"”’]*[^\S\n]*|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
SWAPS = dict(
    pair.split("/")
    for pair in (
        "said/stated big/large began/started help/assist about/roughly show/reveal told/informed found/discovered many/numerous "
        "near/close-to end/conclude also/additionally because/since people/residents police/officers killed/slain hurt/injured "
        "government/administration company/firm officials/authorities plan/scheme asked/requested called/labelled city/town "
        "before/ahead-of after/following while/as several/various important/significant million/m against/versus during/amid "
        "country/nation president/leader says/states according/as-reported attack/assault home/house car/vehicle money/funds "
        "children/youngsters women/females men/males report/account group/organisation meeting/session agreement/accord "
        "decision/ruling election/vote support/backing year/twelvemonth week/seven-days month/four-weeks first/initial last/final "
        "new/fresh old/former made/produced make/produce take/seize took/seized gave/handed give/hand got/obtained get/obtain "
        "went/travelled go/travel came/arrived come/arrive saw/witnessed see/witness want/wish wanted/wished need/require "
        "needed/required think/believe thought/believed know/understand knew/understood use/employ used/employed however/yet "
        "but/though only/merely more/additional than/compared-with very/extremely never/at-no-time often/frequently today/this-day "
        "would/was-to could/might should/ought-to will/is-to can/is-able-to who/that which/that over/above under/beneath "
        "between/amid through/via law/statute court/tribunal judge/magistrate lawyer/attorney case/matter state/province "
        "public/general-public news/reports statement/declaration problem/difficulty problems/difficulties question/query"
    ).split()
)
FILLERS = (
    "reportedly",
    "in effect",
    "it emerged",
    "on the record",
    "so far",
    "as things stand",
    "in all",
    "by all accounts",
)
LONGEST = 6000  # characters of a base
UNITS = (
    (re.compile(r"\b(\d+(?:\.\d+)?) miles?\b"), 1.609, "kilometres"),
    (re.compile(r"\b(\d+(?:\.\d+)?) (?:feet|foot)\b"), 0.3048, "metres"),
)
BRITISH = tuple(
    (re.compile(rf"\b({american})", re.IGNORECASE), british)
    for american, british in (
        ("color", "colour"), ("honor", "honour"), ("labor", "labour"), ("neighbor", "neighbour"), ("favor", "favour"),
        ("center", "centre"), ("theater", "theatre"), ("defense", "defence"), ("organiz", "organis"), ("recogniz", "recognis"),
        ("realiz", "realis"), ("criticiz", "criticis"), ("analyz", "analys"), ("program\\b", "programme"), ("traveled", "travelled"),
        ("canceled", "cancelled"), ("percent", "per cent"), ("gray", "grey"), ("tire", "tyre"), ("license", "licence"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A base, what was made of it, the relation, and the pieces that both have (characters of the base and of the other)."""

    kind: str
    base: str
    made: str
    shared: tuple[tuple[int, int, int, int], ...]
    other_report: Row | None = None


def pieces(text: str) -> list[Piece]:
    """A text as sentences and line breaks, in order."""
    return [(m.start(), m.end(), m[0]) for m in _SENTENCE.finditer(text)]


def assemble(kind: str, base: str, made: Sequence[Piece], before: str = "", after: str = "") -> Planted:
    """Put pieces together and note where each one came to stand. Pieces of no base (-1) are new text."""
    text, shared = before, []
    for start, end, piece in made:
        if start >= 0 and piece.strip():
            shared.append((start, end, len(text), len(text) + len(piece)))
        text += piece
    return Planted(kind, base, text + after, tuple(shared))


def plant(kind: str, base: str, other: str, chance: random.Random) -> Planted | None:
    """One changed text of `kind`; None where the base does not lend itself to it."""
    parts = pieces(base)
    if kind == "headline":
        return assemble(kind, base, parts, before="What is known so far about the matter\n\n")
    if kind == "third":
        return assemble(kind, base, [p for p in parts if p[1] <= len(base) / 3 + 80])
    if kind == "reordered":
        blocks = _paragraphs(parts)
        chance.shuffle(blocks)
        return (
            assemble(kind, base, [p for block in blocks for p in (*block, (-1, -1, "\n\n"))])
            if len(blocks) > 3
            else None
        )
    if kind == "light":
        return assemble(kind, base, [(s, e, _edited(t, chance, 25)) for s, e, t in parts])
    if kind == "spelling":
        return assemble(kind, base, [(s, e, _british(t)) for s, e, t in parts])
    if kind == "half-own":
        return assemble(kind, base, parts, after="\n\n" + other[: len(base)])
    if kind == "heavy":
        kept = [(s, e, _edited(_turned(t), chance, 4)) for s, e, t in parts if t.isspace() or chance.random() > 0.15]
        return assemble(kind, base, kept)
    quotes = re.findall(r"“[^”\n]{40,300}”|\"[^\"\n]{40,300}\"", base)[:4]
    if len(quotes) < 2:
        return None
    lines = [p for p in other.split("\n") if p.strip()]
    for k, quote in enumerate(quotes):
        lines.insert(min(len(lines), 2 * k + 1), f"{quote} the statement read.")
    return Planted(kind, base, "\n".join(lines), ())


def _paragraphs(parts: list[Piece]) -> list[list[Piece]]:
    blocks: list[list[Piece]] = [[]]
    for part in parts:
        if part[2].isspace():
            blocks.append([])
        else:
            blocks[-1].append(part)
    return [b for b in blocks if b]


def _edited(sentence: str, chance: random.Random, every: int) -> str:
    """A sentence with about one change in `every` words: a word of like meaning, a word dropped, or words put in."""
    out, last = [], 0
    wait = chance.randint(1, every)
    for match in _WORD.finditer(sentence):
        wait -= 1
        word = match[0]
        if wait > 0 or word[0].isupper():
            continue
        swap = SWAPS.get(word)
        out.append(sentence[last : match.start()])
        if swap:
            out.append(swap.replace("-", " "))
        elif word.endswith("ly") or chance.random() < 0.3:
            pass
        else:
            out.append(f"{word} {chance.choice(FILLERS)}")
        last = match.end()
        wait = chance.randint(max(1, every // 2), every + every // 2)
    return "".join([*out, sentence[last:]])


def _turned(sentence: str) -> str:
    """A sentence with its parts after the middle comma first, where it has one."""
    body = sentence.rstrip(" .")
    commas = [m.start() for m in re.finditer(r", ", body)]
    if not commas or '"' in body or "“" in body:
        return sentence
    at = min(commas, key=lambda c: abs(c - len(body) // 2))
    return f"{body[at + 2 :]}, {body[:at]}. "


def _british(text: str) -> str:
    for pattern, factor, unit in UNITS:
        text = pattern.sub(partial(_converted, factor, unit), text)
    for pattern, british in BRITISH:
        text = pattern.sub(british, text)
    return text.replace('"', "'").replace("“", "‘").replace("”", "’")


def _converted(factor: float, unit: str, match: re.Match[str]) -> str:
    return f"{float(match[1]) * factor:.0f} {unit}"


def report(name: str, text: str, row: Row) -> Report:
    """A report as the stages read it, each line a paragraph."""
    spans, at = [], 0
    for line in text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if end > start:
            spans.append((start, end))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = Article(
        id=name,
        text=text,
        capture=capture,
        outlet=row.get("outlet"),
        published=row.get("published"),
        paragraphs=tuple(spans),
    )
    return Report(article=article, parse=Parse(article=name, tokens=(), sentences=(), children=()))


def planted(rows: Sequence[Row], bases: int, shortest: int = 1200, seed: int = 4) -> Iterator[Planted]:
    """`bases` texts of each kind from bases of at least `shortest` characters, the same on every run."""
    chance = random.Random(seed)
    usable = [r for r in rows if shortest <= len(r["text"]) <= LONGEST]
    for kind in WANTED:
        made = 0
        order = chance.sample(usable, len(usable))
        for k, row in enumerate(order):
            if made == bases:
                break
            if kind == "event":
                other = next(
                    (
                        r
                        for r in rows
                        if r["story"] == row["story"]
                        and not row.get("alone")
                        and r["outlet"] != row["outlet"]
                        and r["id"] > row["id"]
                    ),
                    None,
                )
                found = (
                    Planted(kind, row["text"], other["text"], (), other)
                    if other and apart(row["text"], other["text"])
                    else None
                )
            else:
                stranger = next(r for r in order[k + 1 :] + order if r["story"] != row["story"])
                found = plant(kind, row["text"], stranger["text"], chance)
            if found is not None:
                made += 1
                yield found


def apart(a: str, b: str, n: int = 8) -> bool:
    """True where two texts share no `n` words in a row outside quotation marks."""
    runs = []
    for text in (a, b):
        words = re.sub(r"“[^”]*”|\"[^\"]*\"|[‘'][^'’\n]{25,}[’']", " ¶ ", text.lower()).split()
        runs.append({tuple(words[i : i + n]) for i in range(len(words) - n + 1)})
    return not runs[0] & runs[1]


def judge(item: Planted) -> TextReuse:
    """The pair as the stages see it: a story of two reports."""
    row: Row = {"outlet": "First Courier", "published": "2020-01-01"}
    later: Row = {"outlet": "Second Courier", "published": "2020-01-02"}
    both = (report("a", item.base, row), report("b", item.made, later))
    return lineage(both, reuse(both)).pairs[0]


def characters(item: Planted, pair: TextReuse) -> tuple[int, int, int]:
    """Characters of words on both sides: found and right, found, to be found."""
    want = {("a", i) for s, e, _, _ in item.shared for i in range(s, e)} | {
        ("b", i) for _, _, s, e in item.shared for i in range(s, e)
    }
    have = {("a", i) for p in pair.passages for i in range(p.a_start, p.a_end)}
    have |= {("b", i) for p in pair.passages for i in range(p.b_start, p.b_end)}
    text = {"a": item.base, "b": item.made}
    want = {(s, i) for s, i in want if text[s][i].isalnum()}
    have = {(s, i) for s, i in have if text[s][i].isalnum()}
    return len(want & have), len(have), len(want)


def measure(rows: Sequence[Row], bases: int = 200, shortest: int = 1200) -> dict[str, float]:
    """For each kind the share of right relations, and for those with shared text the F1 of passages over characters.

    "passages" is the F1 over all of them, "copies relation" over the kinds of copies; "false alarms" is the share of
    independent pairs that are called something else.
    """
    right: dict[str, list[bool]] = {}
    found: dict[str, list[int]] = {}
    for item in planted(rows, bases, shortest):
        pair = judge(item)
        allowed = {WANTED[item.kind]} | ({"derived"} if item.kind == "half-own" else set())
        right.setdefault(item.kind, []).append(pair.relation in allowed)
        if item.shared:
            total = found.setdefault(item.kind, [0, 0, 0])
            for k, count in enumerate(characters(item, pair)):
                total[k] += count
    told = {f"{kind} relation": sum(r) / len(r) for kind, r in right.items()}
    told |= {f"{kind} passages": 2 * hit / (have + want) for kind, (hit, have, want) in found.items() if have + want}
    hit, have, want = (sum(counts[k] for counts in found.values()) for k in range(3))
    told["passages"] = 2 * hit / max(1, have + want)
    copies = [r for kind in COPIES for r in right.get(kind, ())]
    told["copies relation"] = sum(copies) / max(1, len(copies))
    alarms = [not r for kind in ("quotes", "event") for r in right.get(kind, ())]
    told["false alarms"] = sum(alarms) / max(1, len(alarms))
    return told
