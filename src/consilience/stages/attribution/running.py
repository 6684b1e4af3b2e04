"""Quoted stretches that no cue holds: those that run on from an earlier one, speech of nobody named, names of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ...knowledge.people import noun_kinds
from ...text.cues import Cue
from ...text.sources import Range, subject
from .stretches import Page, Stretch

SPEECH_WORDS = 5  # words from which unattributed quoted words count as speech if they hold a finite verb
TITLE_WORDS = 8  # words all in capitals that nobody is said to have said are a title up to this length
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


class Given(NamedTuple):
    """Whom a stretch is given to: cue and source ranges, the rule, and the cue itself where one holds it."""

    cue: Cue | None
    source: Range | None
    words: Range | None
    rule: str


class Running:
    """Gives the stretches that are left to what ran before them."""

    def __init__(self, page: Page, cues: Mapping[int, Sequence[Cue]]) -> None:
        """`cues` are those of each sentence."""
        self.page, self.parse, self.tokens, self.text = page, page.parse, page.tokens, page.text
        self.stretches, self.inside = page.stretches, page.inside
        self.by_sentence = cues

    def carry_on(self, given: list[Given | None]) -> list[Given | None]:
        """Stretches without own cue: those that run on from the one before; then colons, then speech of nobody named."""
        out: list[Given | None] = []
        last = -1
        for k, own in enumerate(given):
            before = out[last] if last >= 0 else None
            if own is None and before is not None and self._follows(last, k):
                between = self._said_between(self.stretches[last], self.stretches[k])
                carried = between or Given(before.cue, before.source, before.words, "continues")
                out.append(carried)
            else:
                found = own or self._unattributed(self.stretches[k])
                if found is not None and found.rule == "no cue":
                    if before is not None and self._runs_on(last, k, before):
                        found = Given(before.cue, before.source, before.words, "continues")
                    else:
                        found = self._after_report(k) or found
                out.append(found)
            last = k if out[k] is not None else last
        words = [
            self.page.words_of(self.stretches[k]) for k, g in enumerate(out) if g is not None and g.source is not None
        ]
        for k, g in enumerate(out):
            s = self.stretches[k]
            if g is None and (s.paragraph == 0 or self.page.whole(s)):
                mine = self.page.words_of(s)
                if any(f" {mine} " in f" {w} " and (" " in mine or 2 * len(mine) >= len(w)) for w in words):
                    out[k] = Given(None, None, None, "same words")
        return out

    def _runs_on(self, earlier: int, number: int, given: Given) -> bool:
        """`"...," she said. It "amounts to a gift."`: the sentence after a quotation, partly in marks, that has no cue."""
        s, before = self.stretches[number], self.stretches[earlier]
        if s.paragraph != before.paragraph or given.source is None:
            return False
        sentence = self.tokens[s.first].sentence
        last = max(self.tokens[before.last].sentence, self.tokens[given.words[1]].sentence if given.words else 0)
        return sentence - last == 1 and not self.by_sentence.get(sentence)

    def _after_report(self, number: int) -> Given | None:
        """A quotation that stands alone after a sentence that ends in what somebody is said to have said."""
        s = self.stretches[number]
        if not self.page.whole(s) or s.first == 0:
            return None
        end = s.first - 1
        sentence = self.tokens[end].sentence
        row = self.parse.sentences[sentence]
        if end in self.inside or s.paragraph - row.paragraph > 1 or sentence == self.tokens[s.first].sentence:
            return None
        for cue in reversed(self.by_sentence.get(sentence, ())):
            if cue.kind == "say" and cue.source is not None and cue.content and cue.content[-1][1] >= row.last - 2:
                return Given(cue, cue.source, cue.words, "continues")
        return None

    def _said_between(self, before: Stretch, s: Stretch) -> Given | None:
        """`"...," she said, adding that ... . "..."`: what carries on belongs to the last report between the two."""
        if before.paragraph != s.paragraph:
            return None
        first, last = self.tokens[before.last].sentence, self.tokens[s.first].sentence
        for number in range(last, first - 1, -1):
            for cue in reversed(self.by_sentence.get(number, ())):
                if (
                    before.last < cue.head < s.first
                    and cue.content
                    and cue.source
                    and cue.kind == "say"
                    and cue.frame == "that"
                ):
                    return Given(cue, cue.source, cue.words, "continues")
        return None

    def _follows(self, earlier: int, number: int) -> bool:
        """True where a stretch carries on the one before: whole sentences, with nothing said between by anyone else."""
        s, before = self.stretches[number], self.stretches[earlier]
        told, here = self.page.turns.get(before.paragraph), self.page.turns.get(s.paragraph)
        if told is not None:  # set-off paragraphs in a row are one quotation, turns of talk are not
            return here is not None and told.rule == here.rule == "set off" and s.paragraph == before.paragraph + 1
        if not self.page.whole(s):
            return False
        if s.paragraph != before.paragraph and s.quote.single != before.quote.single:
            return False
        if not before.quote.closed and s.paragraph - before.paragraph <= 1:
            return True
        if s.paragraph == before.paragraph:
            first, last = self.tokens[before.last].sentence, self.tokens[s.first].sentence
            return last - first <= 2
        if s.paragraph - before.paragraph > 1 or (not self.page.whole(before) and not self.page.alone(s)):
            return False
        return self.page.alone(s)

    def _unattributed(self, s: Stretch) -> Given | None:
        """Quoted words with no cue: after a colon with the name before it, or plainly speech, or nothing."""
        words = self.tokens[s.first : s.last + 1]
        count = sum(t.text[:1].isalnum() for t in words)
        finite = any(t.tag in FINITE for t in words)
        said = self.text[s.quote.start : s.quote.end].rstrip("\"'”’»")[-1:] in ".,?!"
        after = self.tokens[s.last + 1 : s.last + 3]
        if len(after) == 2 and after[0].lower == "by" and (after[1].tag.startswith("NNP") or after[1].tag == "DT"):
            return None  # `"Harbour opens," by Ona Brandt`
        if count <= TITLE_WORDS and self.page.capitals(s) and not self.page.whole(s):
            return None
        colon = self.text[: s.quote.start].rstrip()[-1:] == ":"
        if colon and count >= 2:
            return self._by_subject(s, "colon") or Given(None, self._name_before(s.first - 1), None, "colon")
        if count > SPEECH_WORDS and said and self.page.last_of_sentence(s):
            return self._by_subject(s, "subject") or Given(None, self._signed(s), None, "no cue")
        if count >= SPEECH_WORDS and finite and (self.page.whole(s) or said or count > 2 * SPEECH_WORDS):
            return self._by_subject(s, "subject") or Given(None, self._signed(s), None, "no cue")
        return None

    def _by_subject(self, s: Stretch, rule: str) -> Given | None:
        """Who acts in the words before the quotation: in its own sentence, else in the sentence before it in the paragraph."""
        at = s.first - 1
        if (
            at < 0
            or (self.parse.sentences[self.tokens[at].sentence].paragraph != s.paragraph and rule != "colon")
            or at in self.inside
        ):
            return None
        row = self.parse.sentences[self.tokens[at].sentence]
        verb = self.tokens[row.root]
        if verb.i in self.inside or verb.tag[:2] not in ("VB", "MD") or verb.i >= s.first:
            return None
        source = subject(self.parse, verb, speaking_nouns())
        if source is None or source[0] in self.inside or source[1] >= s.first:
            return None
        return Given(None, source, (verb.i, verb.i), rule)

    def _signed(self, s: Stretch) -> Range | None:
        """A name after a dash behind the quotation: `"..." - Ana Reyes`."""
        at = s.last + 1
        while at < len(self.tokens) and self.tokens[at].text in ("-", "–", "—", "--"):
            at += 1
        last = at
        while last < len(self.tokens) and self.tokens[last].tag.startswith("NNP"):
            last += 1
        return (at, last - 1) if s.last + 1 < at < last <= at + 5 else None

    def _name_before(self, at: int) -> Range | None:
        """`NAME: "..."`: the words before the colon where they are a name that opens the sentence or follows a dash."""
        if at < 0:
            return None
        while at > 0 and not self.tokens[at].text[:1].isalnum():
            at -= 1
        opening = self.parse.sentences[self.tokens[at].sentence].first
        first = at
        while first > opening and self.tokens[first - 1].text not in ("-", "–", "—", ",") and at - first < 5:
            first -= 1
        words = self.tokens[first : at + 1]
        if (first == opening or self.tokens[first - 1].text != ",") and all(
            t.tag.startswith("NNP") or t.tag in ("CC", "POS", "DT") for t in words
        ):
            return (first, at)
        return None


@cache
def speaking_nouns() -> frozenset[str]:
    """Nouns for people, bodies and texts."""
    kinds = frozenset({"person", "family", "group", "organisation"})
    return frozenset(w for w, found in noun_kinds().items() if kinds & found) | frozenset(
        "report statement letter note sign petition website post tweet".split()
    )
