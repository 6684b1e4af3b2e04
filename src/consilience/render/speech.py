"""Who said what: by speaker, each utterance in its leading version, other versions as differences word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_NOT = re.compile(
    r"\b(?:not|never|cannot|no longer|den(?:y|ies|ied|ying|ial)|disput\w+|reject\w*|refut\w+|rebut\w*|dismiss\w*|doubt\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_SAYS = frozenset({"say", "quote"})  # kinds of reporting words that only say that something is said
_MARKS = "\"“”„«»‘’'` ,"
MUTE = frozenset({"nobody speaks", "nothing is said"})  # issues of rows that are no speech
NO_SPEECH = "No speech: what things show or mean, and deeds told as words"
FRAGMENT = 3  # words: so few in marks say little without the sentence that holds them


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
        silent = mute(told)
        item = _utterance(utterance, lead, said, p, whole=holder(lead, rows, p), silent=silent)
        by_speaker.setdefault((NO_SPEECH,) if silent else lead.speaker_names, []).append(
            (len({q.article for q in said}), item)
        )
    for q in dossier.quotations:
        if q.id not in grouped and q.id not in inside:
            by_speaker.setdefault((NO_SPEECH,) if mute([q]) else q.speaker_names, []).append((1, _alone(q, p)))
    groups = []
    for names, items in sorted(by_speaker.items(), key=lambda pair: _rank(*pair)):
        title = (
            Run(" and ".join(names) if names else "Speaker not told", "strong"),
            Run(f", {counted(len(items), 'row' if names == (NO_SPEECH,) else 'utterance')}"),
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


def _rank(names: tuple[str, ...], items: list[tuple[int, Item]]) -> tuple[bool, bool, int, tuple[str, ...]]:
    """Order of the groups: who is reported most, then those who are not named, then what is no speech."""
    return names == (NO_SPEECH,), not names, -sum(n for n, _ in items), names


def mute(rows: Sequence[d.QuotationRow]) -> bool:
    """Whether rows are no speech ("the timing underscores its weight", "she made news")."""
    return all(not MUTE.isdisjoint(q.issues) for q in rows)


def holder(lead: d.QuotationRow, rows: Mapping[str, d.QuotationRow], p: Passages) -> d.QuotationRow | None:
    """The reported sentence that holds a leading fragment, "safe" or "would not yield to the river": it tells the rest."""
    whole = rows.get(lead.parent or "")
    if whole is None or whole.utterance not in (None, lead.utterance):
        return None
    words, said = p.words(lead).strip(_MARKS), p.words(whole)
    fragment = words[:1].islower() or len(words.split()) <= FRAGMENT
    return whole if fragment and LEFT_OUT not in (words, said) and len(said.split()) > len(words.split()) + 1 else None


def _alone(q: d.QuotationRow, p: Passages) -> Item:
    if q.issues and mute([q]):  # who, for those stand under no name
        who = (Run(" and ".join(q.speaker_names)), Run(" ")) if q.speaker_names else ()
        return (Para((*who, *_spoken(q, p), Run("  "), ident(q.id))),)
    return (Para((*_spoken(q, p), *_told_by(q, p), Run("  "), ident(q.id))),)


def _told_by(q: d.QuotationRow, p: Passages) -> Line:
    notes = [f"passed on by {p.speaker(q.reporter)}"] if q.reporter else []
    notes += [issue.replace("-", " ") for issue in q.issues]
    return (Run(f" ({'; '.join(notes)})", "faint"),) if notes else ()


def manner(q: d.QuotationRow) -> str:
    """How an indirect quotation is told: by its verb where its words are no clause ("condemned", "declined"), where that
    denies them ("denied", "did not say"), and where it does more than say them ("hopes", "asked"); else "indirectly"."""
    kind, _, frame = q.rule.partition(":")
    telling = frame in _NO_CLAUSE or (frame and kind not in _SAYS) or _NOT.search(q.cue)
    return q.cue if q.cue and telling else "indirectly"


def _spoken(q: d.QuotationRow, p: Passages) -> Line:
    """A quotation as printed: direct ones in marks, indirect ones called so."""
    words = p.words(q)
    if not q.direct:
        return (Run(f"{manner(q)}: ", "faint"), Run(words), Run(" "), cite(q))
    return (Run(f"“{words.strip(_MARKS) if words != LEFT_OUT else words}”"), Run(" "), cite(q))


def _utterance(
    utterance: d.UtteranceRow,
    lead: d.QuotationRow,
    said: list[d.QuotationRow],
    p: Passages,
    *,
    whole: d.QuotationRow | None,
    silent: bool,
) -> Item:
    """An utterance with its versions; `whole`: the sentence of a fragment; `silent`: it stands under no speaker's name."""
    pieces = [q for q in said if q.article == lead.article and not (q.start < lead.end and lead.start < q.end)]
    same_words = [
        q
        for q in said
        if q.article != lead.article and q.direct == lead.direct and _keys(p.words(q)) == _keys(p.words(lead))
    ]
    who = (Run(" and ".join(lead.speaker_names)), Run(" ")) if silent and lead.speaker_names else ()
    told_by = () if silent else _told_by(lead, p)
    head = [*who, *_spoken(lead, p), *((Run(" "), *cites(same_words)) if same_words else ()), *told_by]
    if pieces:
        head += [Run(" and "), *cites(pieces)]
    blocks = [Para((*head, Run("  "), ident(utterance.id)))]
    if whole is not None:
        verb = f", {told}" if (told := manner(whole)) != "indirectly" else ""
        blocks.append(Para((Run(f"in full{verb}: ", "faint"), Run(p.words(whole)), Run(" "), cite(whole)), 1))
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
