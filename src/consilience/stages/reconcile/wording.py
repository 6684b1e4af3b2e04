"""What a conflict is about and why it is one, in words for people: printed words of the reports, no stems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ...model.record import Reason
from ...text.predicates import is_term
from .counts import Count
from .readings import Reading, Text
from .slots import Sentences

MOST_WORDS = 6  # words that are listed as shared
MOST_SAID = 70  # code points of a quotation that names what a conflict is about

_PEOPLE = frozenset({"person", "people", "person killed", "person injured"})
_MEASURES = {
    "metre": "how far or how long",
    "kilogram": "how heavy or how much",
    "litre": "how much",
    "square metre": "how large",
    "kilometre per hour": "how fast",
    "degree Celsius": "how warm",
    "percent": "what share",
}
_MONTHS = "January February March April May June July August September October November December".split()


def about_count(text: Text, rows: Sequence[Count]) -> str:
    """A phrase for numbers of one thing: "how many agreements or documents were signed", "people injured"."""
    if rows[0].unit == "age":
        whom = next((text.entities[c.whom].name for c in rows if c.whom in text.entities), "")
        return f"age of {whom or _article(_nouns(text, rows))}"
    if rows[0].unit != "count":
        return _measure(text, rows)
    nouns = _nouns(text, rows)
    status = next((c.row.status for c in rows if c.row.status), "")
    if status:
        return f"{nouns.removesuffix(status).strip() or 'people'} {status}"
    done = next((v for c in rows if (v := _participle(text, c))), "")
    if done:
        return f"how many {nouns} were {done}"
    if nouns in ("people", "that figure"):
        row = min(rows, key=lambda c: (len(text.passage(c.report, c.token)), c.report, c.token))
        words = text.passage(row.report, row.token).of(text.reports[row.report].article.text)
        return f"{'how many people' if nouns == 'people' else 'which figure'}: {quoted(words)}"
    return f"how many {nouns}"


def _nouns(text: Text, rows: Sequence[Count]) -> str:
    """The nouns counted, as printed, the most frequent first, at most two."""
    found: Counter[str] = Counter()
    for c in rows:
        tokens = text.reports[c.report].parse.tokens
        head = tokens[c.row.head] if 0 <= c.row.head < len(tokens) else None
        if c.row.counted in _PEOPLE or (head is not None and head.tag == "CD"):
            found["people"] += 1
        elif c.row.counted and head is not None and head.tag[:2] == "NN":
            found[head.text if head.tag[:3] == "NNP" else head.lower] += 1
    best = sorted(found, key=lambda w: (-found[w], w))[:2]
    return " or ".join(best) or "that figure"


def _article(noun: str) -> str:
    return noun if noun[:1].isupper() or noun == "that figure" else f"the {noun}"


def _participle(text: Text, c: Count) -> str:
    """The participle of the verb of which what is counted is the object ("signed"); "" where no form of it is printed."""
    if c.verb < 0:
        return ""
    tokens = text.reports[c.report].parse.tokens
    verb = tokens[c.verb]
    passive = any(tokens[k].dep == "nsubjpass" for k in text.reports[c.report].parse.children[c.verb])
    return verb.lower if verb.tag == "VBN" and (passive or verb.dep == "acl") else ""


def _measure(text: Text, rows: Sequence[Count]) -> str:
    lead = "how much money" if rows[0].unit.isupper() else _MEASURES.get(rows[0].unit, "which figure")
    row = min(rows, key=lambda c: (len(text.passage(c.report, c.token)), c.report, c.token))
    return f"{lead}: {quoted(text.passage(row.report, row.token).of(text.reports[row.report].article.text))}"


def quoted(words: str) -> str:
    """Words between quotation marks, cut at a word where they are long."""
    flat = " ".join(words.split()).strip("“”\"'‘’ ,.")
    if len(flat) > MOST_SAID:
        flat = flat[:MOST_SAID].rsplit(" ", 1)[0] + " …"
    return f"“{flat}”"


def counted_reasons(text: Text, sentences: Sentences, rows: Sequence[Count]) -> list[Reason]:
    """Why numbers are of one thing and clash."""
    about = about_count(text, rows)
    what = "all give the " if rows[0].unit == "age" else "all give the number: "
    out = [Reason(rule="same thing counted", detail=what + about)]
    shared = shared_words(text, sentences, [(c.report, c.token) for c in rows])
    if shared:
        out.append(Reason(rule="the words around are alike", detail=", ".join(shared)))
    out.append(Reason(rule="values apart", detail=spelled_bounds(rows)))
    return out


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
