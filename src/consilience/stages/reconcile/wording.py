"""What a conflict is about and why it is one, in words for people: printed words of the reports, no stems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...model.record import Reason
from ...text.predicates import is_term
from .counts import Count
from .readings import Reading, Text
from .slots import Sentences

MOST_WORDS = 6  # words that are listed as shared
MOST_SAID = 70  # code points of a quotation that names what a conflict is about

_MONTHS = "January February March April May June July August September October November December".split()


def quoted(words: str) -> str:
    """Words between quotation marks, cut at a word where they are long."""
    flat = " ".join(words.split()).strip("“”\"'‘’ ,.")
    if len(flat) > MOST_SAID:
        flat = flat[:MOST_SAID].rsplit(" ", 1)[0] + " …"
    return f"“{flat}”"


def shared_words(text: Text, sentences: Sentences, spots: Sequence[tuple[int, int]]) -> list[str]:
    """Words, as printed in the first, that the clauses round all spots (report, token) have in common."""
    held: list[dict[str, str]] = []
    for report, token in spots:
        tokens, keys = text.reports[report].parse.tokens, sentences.keys(report)
        clause = text.clause_of(report, token)
        around = sorted({*clause.tokens, *clause.subject})
        held.append({keys[i]: tokens[i].text for i in around if is_term(tokens[i]) and tokens[i].tag != "CD"})
    common = set(held[0]).intersection(*held[1:]) if held else set()
    return [word for key, word in held[0].items() if key in common][:MOST_WORDS] if held else []


def spelled_bounds(rows: Sequence[Count]) -> str:
    """The figures in words: "at least 6 against 4"."""
    seen = dict.fromkeys(_figure(c) for c in sorted(rows, key=lambda c: (c.low, c.high)))
    return " against ".join(seen)


def _figure(c: Count) -> str:
    bound = "" if c.row.bound == "exactly" else c.row.bound.replace("-", " ") + " "
    value = f"{c.row.value:,.10g}" + (f" to {c.row.high:,.10g}" if c.row.high != c.row.value else "")
    unit = "" if c.row.unit in ("count", "age") else f" {c.row.unit}"
    return f"{bound}{value}{unit}"


def published_reasons(text: Text, readings: Iterable[Reading]) -> list[Reason]:
    """When the reports with the readings were published, where that is known of all of them."""
    days = sorted({text.instants[r.report][:10] for r in readings})
    if "" in days:
        return []
    return [Reason(rule="published", detail=" and ".join(spelled_day(d) for d in days))]


def spelled_day(day: str) -> str:
    """A day in words: "20 August 2025"."""
    found = date.fromisoformat(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"
