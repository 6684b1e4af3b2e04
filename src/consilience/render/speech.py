"""Who said what: by speaker, each utterance in its leading version, other versions as differences word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ..model import dossier as d
from .lines import Group, Item, Line, Para, Run, Section, Style, counted
from .passages import LEFT_OUT, Passages, cite, cites, ident

TERMINAL_SPEAKERS = 10
TERMINAL_UTTERANCES = 4
ALIKE = 0.35  # share of words two versions have in common below which a word-by-word comparison only confuses
LONGEST_REMOVED = 8  # words left out that are shown; more become an ellipsis

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
# Frames of reporting words (the part of a quotation's rule after the colon) whose words say little without the verb.
_NO_CLAUSE = frozenset("obj obj-noun obj-as obj-to to for of on about against with at noun-for noun-to noun-of".split())
_MARKS = "\"“”„«»‘’'` ,"


def who_said_what(dossier: d.Dossier, p: Passages) -> Section:
    """Utterances grouped by who is said to have said them, the most reported speaker first."""
    rows = {q.id: q for q in dossier.quotations}
    inside = {q.parent for q in dossier.quotations if q.parent}
    by_speaker: dict[tuple[str, ...], list[tuple[int, Item]]] = {}
    grouped: set[str] = set()
    for utterance in dossier.utterances:
        told = [rows[i] for i in utterance.quotations]
        grouped.update(q.id for q in told)
        # A sentence that quotes in part is told by its words in marks.
        parents = {q.parent for q in told if q.direct}
        said = [q for q in told if q.id not in parents or q.id == utterance.lead]
        lead = rows[utterance.lead]
        by_speaker.setdefault(lead.speaker_names, []).append(
            (len({q.article for q in said}), _utterance(utterance, lead, said, p))
        )
    for q in dossier.quotations:
        if q.id not in grouped and q.id not in inside:
            by_speaker.setdefault(q.speaker_names, []).append((1, _alone(q, p)))
    ordered = sorted(by_speaker.items(), key=lambda pair: (not pair[0], -sum(n for n, _ in pair[1]), pair[0]))
    groups = []
    for names, items in ordered:
        title = (
            Run(" and ".join(names) if names else "Speaker not told", "strong"),
            Run(f", {counted(len(items), 'utterance')}"),
        )
        groups.append(Group(title, tuple(item for _, item in sorted(items, key=lambda i: -i[0])), TERMINAL_UTTERANCES))
    if not groups:
        return Section("Who said what", (Run("No quotations found."),), (), 0)
    note = (
        Run("Other versions are compared with the fullest: "),
        Run("words of their own", "added"),
        Run(", "),
        Run("words left out", "removed"),
        Run("."),
    )
    return Section("Who said what", note, tuple(groups), TERMINAL_SPEAKERS)


def _alone(q: d.QuotationRow, p: Passages) -> Item:
    return (Para((*_spoken(q, p), *_told_by(q, p), Run("  "), ident(q.id))),)


def _told_by(q: d.QuotationRow, p: Passages) -> Line:
    notes = [f"passed on by {p.speaker(q.reporter)}"] if q.reporter else []
    notes += [issue.replace("-", " ") for issue in q.issues]
    return (Run(f" ({'; '.join(notes)})", "faint"),) if notes else ()


def manner(q: d.QuotationRow) -> str:
    """How an indirect quotation is told: by its verb where its words are no clause ("condemned", "declined")."""
    return q.cue if q.cue and q.rule.partition(":")[2] in _NO_CLAUSE else "indirectly"


def _spoken(q: d.QuotationRow, p: Passages) -> Line:
    """A quotation as printed: direct ones in marks, indirect ones called so."""
    words = p.words(q)
    if not q.direct:
        return (Run(f"{manner(q)}: ", "faint"), Run(words), Run(" "), cite(q))
    return (Run(f"“{words.strip(_MARKS) if words != LEFT_OUT else words}”"), Run(" "), cite(q))


def _utterance(utterance: d.UtteranceRow, lead: d.QuotationRow, said: list[d.QuotationRow], p: Passages) -> Item:
    pieces = [q for q in said if q.article == lead.article and not (q.start < lead.end and lead.start < q.end)]
    same_words = [
        q
        for q in said
        if q.article != lead.article and q.direct == lead.direct and _keys(p.words(q)) == _keys(p.words(lead))
    ]
    head = [*_spoken(lead, p), *((Run(" "), *cites(same_words)) if same_words else ()), *_told_by(lead, p)]
    if pieces:
        head += [Run(" and "), *cites(pieces)]
    blocks = [Para((*head, Run("  "), ident(utterance.id)))]
    if utterance.disputed:
        blocks.append(Para((Run("Given to different people: ", "warning"), *_speakers(said)), 1))
    rest = [q for q in said if q.article != lead.article and q not in same_words]
    for same in p.alike(rest):
        rows = [q for q in same if isinstance(q, d.QuotationRow)]
        blocks.append(Para(_version(p.words(lead), p.words(rows[0]), rows), 1))
    return tuple(blocks)


def _speakers(said: list[d.QuotationRow]) -> Line:
    told: dict[str, list[str]] = {}
    for q in said:
        told.setdefault(" and ".join(q.speaker_names) or "nobody", []).append(q.article)
    return (Run("; ".join(f"{name} in {', '.join(sorted(set(ids)))}" for name, ids in told.items())),)


def _version(lead: str, words: str, rows: list[d.QuotationRow]) -> Line:
    """Another version beside the leading one: the same words, a part, a variant, or told indirectly."""
    if LEFT_OUT in (lead, words):
        return (Run("also "), *cites(rows))
    ours, theirs = _keys(words), _keys(lead)
    if not rows[0].direct:
        return (Run(f"{manner(rows[0])}: ", "faint"), Run(words), Run(" "), *cites(rows))
    if _contained(ours, theirs):
        return (Run("in part: ", "faint"), Run(f"“{words.strip(_MARKS)}” "), *cites(rows))
    return (Run("variant: ", "faint"), *compared(lead, words), Run(" "), *cites(rows))


def _keys(words: str) -> list[str]:
    return [w.replace("’", "'") for w in _WORD.findall(words.lower()) if w[0].isalnum()]


def _contained(part: list[str], whole: list[str]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def compared(lead: str, words: str) -> Line:
    """`words` with what is not in `lead` set off as added, and what `lead` has more as removed; quotation marks aside."""
    a = [m for m in _WORD.finditer(lead) if m.group()[0].isalnum()]
    plain = words.strip(_MARKS)
    b = [m for m in _WORD.finditer(plain) if m.group()[0].isalnum()]
    match = SequenceMatcher(
        None,
        [m.group().lower().replace("’", "'") for m in a],
        [m.group().lower().replace("’", "'") for m in b],
        autojunk=False,
    )
    if not b or match.ratio() < ALIKE:
        return (Run(f"“{plain}”"),)
    out: list[Run] = [Run("“")]
    position = 0
    for kind, a_from, a_to, b_from, b_to in match.get_opcodes():
        if kind in ("delete", "replace"):
            edge = a_from == 0 or a_to == len(a)
            if a_to - a_from > LONGEST_REMOVED or (edge and kind == "delete"):
                out.append(Run(" …" if a_to == len(a) else "… "))
            else:
                out += [Run(lead[a[a_from].start() : a[a_to - 1].end()], "removed"), Run(" ")]
        if b_to > b_from:
            style: Style = "plain" if kind == "equal" else "added"
            end = b[b_to].start() if b_to < len(b) else len(plain)
            stop = b[b_to - 1].end()
            if b[b_from].start() > position:
                out.append(Run(plain[position : b[b_from].start()]))
            out.append(Run(plain[b[b_from].start() : stop], style))
            out.append(Run(plain[stop:end]))
            position = end
    return (*out, Run("”"))
