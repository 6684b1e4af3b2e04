"""The words behind a dossier's rows: passages with context, citations, names of reports, entities and origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from ..model import dossier as d
from ..text.words import content_words, prefix
from .lines import Line, Run, counted, joined
from .names import outlet

# Share of the words of an agreed statement that one of a single origin has, which rests on a passage counted for that, where
# it tells the same with more. Read on the accounts of twenty stories: below it the passage tells a second thing.
TOLD_WITH_MORE = 0.6
CONTEXT = 110  # code points shown on either side of a passage, to the end of the sentence at most
LEFT_OUT = "(text left out)"

_MARKS = '"“”„«»'
# A full stop after a title or an initial ends no sentence.
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)(?<!\b[A-Z])[.!?][”\"’')\]]*\s|\n"
)


class Placed(Protocol):
    """Anything with an article and a half-open range in it."""

    @property
    def article(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


class Passages:
    """Looks up what a dossier's spans and ids stand for; works on full dossiers and on excerpts."""

    def __init__(self, dossier: d.Dossier) -> None:
        """Index the dossier's articles, origins and entities by id."""
        self.articles = {a.id: a for a in dossier.articles}
        self.outlets = {a.id: outlet(a) for a in dossier.articles}
        self.origins = {o.id: o for o in dossier.origins}
        self.entities = {e.id: e for e in dossier.entities}
        self.parts: dict[str, list[d.FactRow]] = {}
        for fact in dossier.facts:
            if fact.part_of:
                self.parts.setdefault(fact.part_of, []).append(fact)
        self.fuller = _fuller(dossier.facts)
        self.told = {x.id for rows in self.fuller.values() for x in rows}

    def words(self, at: Placed) -> str:
        """The words of a passage, from the text or from an excerpt that holds it."""
        row = self.articles[at.article]
        if row.text is not None:
            return row.text[at.start : at.end]
        held = next((x for x in row.excerpts if x.start <= at.start and at.end <= x.end), None)
        return held.text[at.start - held.start : at.end - held.start] if held else LEFT_OUT

    def around(self, at: Placed) -> tuple[str, str]:
        """What stands before and after a passage in its sentence, cut to `CONTEXT`; empty where there is no text."""
        text = self.articles[at.article].text
        if text is None:
            return "", ""
        before = text[max(0, at.start - CONTEXT) : at.start]
        after = text[at.end : at.end + CONTEXT]
        ends = [m.end() for m in _SENTENCE_END.finditer(before)]
        head = before[ends[-1] :] if ends else "… " + before.partition(" ")[2] if at.start > CONTEXT else before
        closed = _SENTENCE_END.search(text[at.end - 1 : at.end] + after)
        cut = after.rpartition(" ")[0] + " …" if at.end + CONTEXT < len(text) else after
        tail = after[: max(0, closed.end() - 1)] if closed else cut
        if re.search(r"[.!?][”\"’')\]]*$", text[at.start : at.end]) and closed and closed.start() == 0:
            tail = ""
        return head.lstrip(), tail.rstrip()

    def quoted(self, at: Placed, marks: Sequence[Placed] = (), *, context: bool = False) -> Line:
        """A passage in quotation marks (its own, where it has any at an end), those in `marks` set off.

        With `context`, the sentence around it is shown too.
        """
        before, after = self.around(at) if context else ("", "")
        words, position = self.words(at), at.start
        whole = before + words + after
        bare = not (whole[:1] in _MARKS or whole[-1:] in _MARKS)
        out = [Run("“")] if bare else []
        out += [Run(before, "faint")] if before else []
        inside = sorted(
            (m.start, m.end) for m in marks if m.article == at.article and at.start <= m.start < m.end <= at.end
        )
        for start, end in inside if words != LEFT_OUT else []:
            if start >= position:
                out += [
                    Run(words[position - at.start : start - at.start]),
                    Run(words[start - at.start : end - at.start], "value"),
                ]
                position = end
        out.append(Run(words[position - at.start :]))
        out += [Run(after, "faint")] if after else []
        return (*out, Run("”")) if bare else tuple(out)

    def alike(self, places: Iterable[Placed]) -> list[list[Placed]]:
        """Passages grouped by their words, in order of first appearance."""
        groups: dict[str, list[Placed]] = {}
        for at in places:
            groups.setdefault(" ".join(self.words(at).split()), []).append(at)
        return list(groups.values())

    def outlet(self, article: str) -> str:
        """The outlet of an article, or the article's number where it is not known."""
        return self.articles[article].outlet or f"report {article}"

    def reports(self, articles: Iterable[str]) -> Line:
        """Outlets with the ids of their articles: Halvern Tribune (000)."""
        out: list[Line] = []
        for article in sorted(set(articles)):
            known = self.outlets[article]
            if known and _letters(article) in _letters(known):
                out.append((Run(known),))  # the id is the outlet's name written together
            else:
                out.append((Run(f"{known} "), Run(f"({article})", "faint")) if known else (Run(f"report {article}"),))
        return joined(out)

    def behind(self, evidence: Iterable[d.EvidenceRow]) -> Line:
        """Reports by origin: those of one origin stand together, the root of it first, origins apart by a dot."""
        held: dict[str, set[str]] = {}
        for e in evidence:
            held.setdefault(self.articles[e.article].origin, set()).add(e.article)
        lines: list[tuple[str, Line]] = []
        for origin, articles in held.items():
            order = list(self.origins[origin].articles) if origin in self.origins else []
            first = min(articles, key=lambda a: (order.index(a) if a in order else len(order), a))
            line = self.reports([first])
            if len(articles) > 1:
                line = (*line, Run(" and after it "), *self.reports(articles - {first}))
            lines.append((first, line))
        return joined((line for _, line in sorted(lines, key=lambda pair: pair[0])), " · ")

    def origin(self, ident: str) -> str:
        """The name of an origin; an article that is its own origin is named by its outlet."""
        if ident in self.origins:
            return self.origins[ident].name
        return self.outlet(ident) if ident in self.articles else ident

    def speaker(self, ident: str) -> str:
        """The name of an entity; a description stays as printed."""
        return self.entities[ident].name if ident in self.entities else ident


def _fuller(facts: Sequence[d.FactRow]) -> dict[str, list[d.FactRow]]:
    """For a statement of several origins the statements of one origin that tell it with more: they rest on its passages."""
    shown = [f for f in facts if not f.part_of and not f.background]
    by_place: dict[tuple[str, int, int], list[d.FactRow]] = {}
    for fact in shown:
        if fact.status != "single-origin" and len(fact.stating) > 1:
            for e in fact.stating:
                by_place.setdefault((e.article, e.start, e.end), []).append(fact)
    out: dict[str, list[d.FactRow]] = {}
    for fact in shown if by_place else ():
        places = [(e.article, e.start, e.end) for e in fact.stating]
        if fact.status != "single-origin" or not all(place in by_place for place in places):
            continue
        words, best = _stems(fact), (TOLD_WITH_MORE, "")
        for other in by_place[places[0]]:
            if all(other in by_place[place] for place in places[1:]):
                theirs = _stems(other)
                best = max(best, (len(words & theirs) / max(1, len(theirs)), other.id))
        if best[1]:
            out.setdefault(best[1], []).append(fact)
    return out


def _stems(fact: d.FactRow) -> set[str]:
    return {prefix(word) for word in content_words(fact.statement)}


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def cite(at: Placed) -> Run:
    """A citation: article and half-open range of code points."""
    return Run(f"[{at.article}:{at.start}-{at.end}]", "cite")


def cites(places: Iterable[Placed]) -> Line:
    """Citations in order, each once."""
    out: dict[Run, None] = dict.fromkeys(cite(at) for at in places)
    return joined(((run,) for run in out), " ")


def ident(name: str) -> Run:
    """An id by which `trace` finds the row."""
    return Run(name, "id")


def articles_of(places: Iterable[Placed]) -> list[str]:
    """The articles of passages, sorted, each once."""
    return sorted({at.article for at in places})


def perhaps(fact: d.FactRow) -> tuple[d.EvidenceRow, ...]:
    """The passages of reports of which none surely states a fact: shown, never counted."""
    sure = {e.article for e in fact.stating}
    return tuple(e for e in fact.evidence if e.article not in sure)


def silence(passages: Passages, silent: Sequence[str]) -> Line:
    """Which reports leave something out; by number only where they are many."""
    if not silent:
        return ()
    if len(silent) > 6:
        return (Run(f"left out by {counted(len(silent), 'report')}: {', '.join(sorted(silent))}"),)
    return (Run("left out by "), *passages.reports(silent))
