"""How far the content of a cue reaches: what the tree gives, mended by quotation marks, asides of the reporter left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...text.cues import Cue, occasion
from ...text.sources import Range
from .stretches import Page, Stretch

Place = tuple[int, int]  # characters of the text

_OPENING_PUNCTUATION = frozenset(", : ; — – - ( “ ‘ \" ' ``".split())
_COMPLEMENTISERS = frozenset({"that"})
_STOPS = frozenset(", ; : — – -- . ? ! ) ”".split())
_BESIDE = frozenset("say add argue suggest imply refer cite concede describe link warn insist claim".split())
_GOES_ON = frozenset({"IN", "TO", "CC", "NN", "NNS", "NNP", "JJ", "VBN", "VBG", "VB", "DT", "RB"})


class Extent:
    """The pieces of content of the cues of one page, in characters."""

    def __init__(self, page: Page, cues: Mapping[int, Sequence[Cue]]) -> None:
        """`cues` are those of each sentence."""
        self.page, self.tokens, self.text, self.inside = page, page.tokens, page.text, page.inside
        self.cues = cues

    def pieces(self, cue: Cue, held: Sequence[Stretch]) -> list[Place]:
        """The content of `cue` with the quoted stretches it holds."""
        if not cue.content:
            ends = [(s.quote.start, self.on(s)) for s in held]
            return ends if any(end > s.quote.end for (_, end), s in zip(ends, held, strict=True)) else []
        ranges = [self._from_object(cue, r, held) for r in cue.content]
        ranges = [self._own_sentence(cue, r) for r in ranges]
        if ranges:
            ranges[-1] = self._without_aside(cue, ranges[-1])
        spans = [self._chars(self._marked(r)) for r in map(self._clean, ranges) if r is not None]
        for s in held:
            q = s.quote
            for n, (start, end) in enumerate(spans):
                if start < q.end and q.start < end:
                    ended = self.text[: q.start].rstrip()[-1:] in ".?!"  # a sentence the parser has not parted
                    spans[n] = (q.start if ended else min(start, q.start), max(end, q.end))
                    if spans[n][1] == q.end and cue.kind not in ("judge", "topic"):
                        spans[n] = (spans[n][0], self.on(s))
        return [s for s in spans if s[0] < s[1]]

    def on(self, s: Stretch) -> int:
        """Where a clause ends that quotes only part of its words: `because he has "many friends" in the north`."""
        tokens = self.tokens
        sentence = tokens[s.last].sentence
        last = self.page.parse.sentences[sentence].last
        at = s.last + 1
        if at > last:
            return s.quote.end
        mark, word = self.text[s.quote.start : s.quote.end].rstrip("\"'”’» ")[-1:], tokens[at]
        if mark in ".?!" or (mark == "," and word.lower != "because" and word.tag != "VBN"):
            return s.quote.end
        goes_on = word.tag in _GOES_ON and word.dep != "mark"
        if not (goes_on or word.lower in ("because", "that")):
            return s.quote.end
        if any(s.last < c.head <= at + 4 for c in self.cues.get(sentence, ())):
            return s.quote.end
        stop = at
        while stop <= last and tokens[stop].text not in _STOPS and stop not in self.inside:
            finite = (
                stop + 1 <= last and tokens[stop].tag == "CC" and tokens[stop + 1].tag in ("VBD", "VBZ", "VBP", "VBG")
            )
            if finite:
                break
            stop += 1
        if stop == at or stop in self.inside or occasion(tokens[at:stop]):
            return s.quote.end
        return tokens[stop - 1].end

    def _from_object(self, cue: Cue, content: Range, held: Sequence[Stretch]) -> Range:
        """`called a report that she lied "outrageous"`: from behind the cue, where the parser took only part for the object."""
        first = cue.words[1] + 1
        if cue.frame != "obj-as" or cue.source is None or cue.source[0] > cue.head or content[0] <= first:
            return content
        if not any(content[0] <= s.last and s.first <= content[1] for s in held):
            return content
        between = self.tokens[first : content[0]]
        if between[0].tag in ("IN", "RB", ",") or any(t.i in self.inside for t in between):
            return content
        return (first, content[1])

    def _own_sentence(self, cue: Cue, content: Range) -> Range:
        """Only the sentence beside the cue, where two were not parted: a full stop outside marks before a capital."""
        first, last = content
        for i in range(first + 2, last - 1):
            after = self.tokens[i + 1]
            if self.tokens[i].text == ":" and last < cue.head and i not in self.inside and after.i in self.inside:
                first = i + 1  # "There was one more: 'We stay,' she said"
            if self.tokens[i].text in (".", "?", "!") and i not in self.inside and after.text[0].isupper():
                if after.i in self.inside:
                    continue
                if last < cue.head:
                    first = i + 1
                elif first > cue.head:
                    return (first, i)
        return (first, last)

    def _without_aside(self, cue: Cue, content: Range) -> Range:
        """Without what the reporter adds at the end: `, who is 60`, `, saying ...`, and behind a verdict `, which ...`."""
        tokens = self.tokens
        quoted = False
        for i in range(content[0] + 1, content[1]):
            quoted = quoted or i in self.inside
            closed = i in self.inside and i + 1 not in self.inside and tokens[i - 1].text == ","
            if i + 1 in self.inside or not (closed or (tokens[i].text in (",", "—", "–") and i not in self.inside)):
                continue
            kind = self._aside(cue, i + 1, quoted, closed)
            if kind == "relcl" and any(k in self.inside for k in range(i + 1, content[1] + 1)):
                continue
            if kind and (
                (closed and kind == "advcl")
                or any(
                    t.dep == kind and t.left == i + 1 and t.right >= content[1] - 1
                    for t in tokens[i + 1 : content[1] + 1]
                )
            ):
                return (content[0], i if closed else i - 1)
        return content

    def _aside(self, cue: Cue, at: int, quoted: bool, closed: bool) -> str:
        """The kind of clause an aside that begins with token `at` would be; "" where it is none.

        `quoted`: some words before it stand in marks; `closed`: it follows a comma and a closing mark.
        """
        word, after = self.tokens[at], self.tokens[at + 1].lower if at + 1 < len(self.tokens) else ""
        verdict = cue.kind in ("judge", "urge", "topic")
        if word.lower == "who" or ((verdict or quoted) and "which" in (word.lower, after)):
            return "relcl"
        if word.lower == "where" and quoted:
            return "relcl"
        telling = word.tag == "VBG" and (word.lemma in _BESIDE or cue.kind == "judge")
        return "advcl" if telling or (closed and word.lower == "before") else ""

    def _clean(self, content: Range) -> Range | None:
        """Without the complementiser and marks at the edges."""
        first, last = content
        if first < last and self.tokens[first].lower in ("only", "just") and self.tokens[first + 1].lower == "that":
            first += 1
        while first <= last and (
            (self.tokens[first].text in _OPENING_PUNCTUATION and first not in self.inside)
            or (self.tokens[first].lower in _COMPLEMENTISERS and self.tokens[first].tag in ("IN", "WDT"))
        ):
            first += 1
        while (
            last >= first
            and not any(c.isalnum() for c in self.tokens[last].text)
            and last not in self.inside
            and self.tokens[last].text not in ")]%$€£"
        ):
            last -= 1
        return (first, last) if first <= last else None

    def _marked(self, content: Range) -> Range:
        """With the opening mark of quoted words that stand at its beginning."""
        first, last = content
        if first in self.inside and self.inside[first] != self.inside.get(last):
            first = min(first, self.page.stretches[self.inside[first]].first)
        return (first, last)

    def _chars(self, r: Range) -> Place:
        return self.tokens[r[0]].start, self.tokens[r[1]].end
