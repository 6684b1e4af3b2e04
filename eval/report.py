"""How good the program is, as a page: figures side by side on stories known and unknown while it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .stories import FIGURES, Figures

Kinds = Mapping[str, Counter[str]]  # disagreements found, wanted, right and reported, by kind

INTRO = """# How good it is

Made by `python -m eval report`; not written by hand. A figure is the mean over stories; 1.00 is all right, – is nothing to measure.

- **known**: {known} stories of real reports that rules were made and read on. These figures flatter.
- **apart**: {apart} stories of real reports annotated by readers who had not seen the program, with texts from the bench. Of four
  of them the errors were read, by kind; five were kept unread. The weights that join utterances and statements were fitted on these
  stories, too, and some thresholds chosen by their means, so these figures flatter a little as well. Nearer to what you will meet.
- **examples**: the {examples} stories written for this project, with every trouble in them.

| figure | known | apart | examples | what it says |
|---|---|---|---|---|
"""

KINDS = """
## Disagreements by kind

Found of those that a careful reader noted (minor ones left out), and right of those reported. **more**: {more} stories of which only
the disagreements were annotated, by readers who saw neither the program nor what it makes of them; their errors were not read
(the texts of some came up when the program was tried on general news, before they were annotated).

| kind | known | apart | more |
|---|---|---|---|
"""

READING = """
## How to read it

- *Quotations*: {quote_recall} of the direct quotations that are there are found, and {quote_precision} of what is shown as one is one;
  of those found, direct and indirect together, {speaker} have the right speaker.
- *Agreement*: {alignment_precision} of the passages that the account joins do state one fact; of those that should be joined it joins
  {alignment_recall}. Only passages that are sure are counted for a statement: {counted} of the reports counted for one state it, the
  others stand as "perhaps". A good part of what agrees is still shown apart, as from one origin.
- *Origins*: the number of independent origins of a joined statement is right in {origins} of the cases.
- *Disagreements*: of those a careful reader found in the stories apart and in the further ones together, {found} are reported;
  of those reported, {right} are real. Figures, dates, names and denials fare better than judgements, which are most of what reports of
  politics disagree on. No disagreement reported does not mean that there is none.
- *Dates*: {times} of the expressions have the right value at the right granularity.

## What it misses, by kind

- **Stance, cause, sequence**: reports that differ in judgement or in what led to what, rather than in a value, are seen as disagreeing
  only where two voices take plain sides on one question, or name two causes of one effect. "A triumph for the town" beside "the harbour
  nobody needed" is missed.
- **Two tellings of one deed**: "the council shut the pier" beside "the harbour company closed it" are two statements unless their
  words are alike.
- **One theme in many words**: a mood, a farewell, the weather, told at length in different words, is joined only in part.
- **People never named**: "the passenger", "one of the students" are one person to a reader; here they are often left alone.
- **A speaker two sentences back** where several people speak in turn; "they", "one of them".
- **Rewriting without a trace**: a report that retells another and shares neither rare words, nor order, nor quoted fragments, nor a
  credit.
- **Captions without a sign**: a caption run into the text as a full sentence without an agency's name.
- **Dates under another year's tale**: "on 1 October" inside a paragraph about 1992 is counted from the year of publication.
"""


def page(
    known: Mapping[str, Figures],
    apart: Mapping[str, Figures],
    examples: Mapping[str, Figures],
    means: tuple[Figures, Figures, Figures],
    disputes: tuple[Kinds, Kinds, Kinds],
    more: int,
) -> str:
    """The page in Markdown. `known`, `apart`, `examples`: figures by story; `means`: their means in that order; `disputes`: by
    kind, of known and apart and of the `more` stories of which only these are annotated."""
    rows = [f"| {name} | {' | '.join(_show(m[name]) for m in means)} | {about} |" for name, about in FIGURES.items()]
    percent = {name: _percent(means[1][name]) for name in FIGURES}
    unknown = pooled(disputes[1:])
    percent |= {"found": _share(unknown, "found", "wanted"), "right": _share(unknown, "right", "reported")}
    head = INTRO.format(known=len(known), apart=len(apart), examples=len(examples))
    wanted = sum((d["wanted"] + d["reported"] for d in disputes), Counter[str]())
    kinds = [f"| {kind} | {' | '.join(_cell(d, kind) for d in disputes)} |" for kind in sorted(wanted)]
    return "".join(
        (head, "\n".join(rows), "\n", KINDS.format(more=more), "\n".join(kinds), "\n", READING.format(**percent))
    )


def pooled(disputes: Iterable[Kinds]) -> dict[str, int]:
    """Disagreements found, wanted, right and reported, of all kinds and sets together."""
    held = list(disputes)
    return {what: sum(d[what].total() for d in held) for what in ("found", "wanted", "right", "reported")}


def _share(told: Mapping[str, int], part: str, whole: str) -> str:
    return f"{_percent(told[part] / told[whole] if told[whole] else None)} ({told[part]} of {told[whole]})"


def _cell(told: Kinds, kind: str) -> str:
    return f"{told['found'][kind]} of {told['wanted'][kind]} found, {told['right'][kind]} of {told['reported'][kind]} right"


RATES = {
    "quote_recall": "direct quotations that are found",
    "quote_precision": "of those shown as direct quotations, are ones",
    "speaker": "of quotations found have the right speaker",
    "counted": "of reports counted for a statement state it",
    "alignment_precision": "of passages joined as one statement or shown as perhaps the same state one fact",
    "alignment_recall": "of passages that state one fact are joined",
    "origins": "of statements in several reports have the right number of origins",
    "times": "of dates are read right",
}


def rates(stories: int, mean: Figures, disputes: Mapping[str, int], more: int) -> str:
    """The table knowledge/error_rates.tsv, which every account carries in short. `disputes`: pooled over these and `more` stories."""
    head = f"""# How often the program is right, in per cent: means over {stories} stories of real reports annotated by readers
# who did not know it; of disagreements, the share of all in {stories + more} such stories.
# Written by `python -m eval report --rates`. Origin: measured for this project. Licence: CC0-1.0.
percent\tmeaning
"""
    told = [(value, about) for name, about in RATES.items() if (value := mean[name]) is not None]
    if disputes["wanted"] and disputes["reported"]:
        told.append((disputes["found"] / disputes["wanted"], "of disagreements a careful reader finds are reported"))
        told.append((disputes["right"] / disputes["reported"], "of disagreements reported are real"))
    return head + "".join(f"{100 * value:.0f}\t{about}\n" for value, about in told)


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "an unknown share" if value is None else f"{100 * value:.0f} %"
