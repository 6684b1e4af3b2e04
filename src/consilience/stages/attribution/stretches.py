"""Article, Parse -> its quoted stretches with their tokens, missing marks made good by sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ...knowledge.reporting import frames
from ...model.article import Article
from ...model.parse import Parse
from ...text.quotemarks import Quote, quotes
from ...text.sources import Range
from .forms import turns

MOST_RUN = 3  # sentences that an unclosed quotation may run to the mark that carries it on
MOST_LEFT = 40  # tokens between a verb of saying and a closing mark that was never opened
_EDGE = " \t\n\u00a0,;:—–-"
_FIRST_PERSON = frozenset("i we me us my our mine ours you your".split())


class Stretch(NamedTuple):
    """A quoted stretch and the tokens in it."""

    quote: Quote
    first: int
    last: int
    paragraph: int
    issues: tuple[str, ...]


class Page:
    """The text of an article with its quoted stretches; `inside` gives the stretch of each token that stands in one."""

    def __init__(self, article: Article, parse: Parse) -> None:
        """Find the stretches of `article`, whose tokens are in `parse`."""
        self.article, self.parse, self.text = article, parse, article.text
        self.tokens = parse.tokens
        self.starts = [t.start for t in parse.tokens]
        self.turns = turns(article.text, article.paragraphs)
        self.stretches = self._stretches()
        self.inside = {i: k for k, s in enumerate(self.stretches) for i in range(s.first, s.last + 1)}

    def _stretches(self) -> list[Stretch]:
        found: list[Stretch] = []
        paragraphs = self.article.paragraphs
        sentences = self._sentences_by_paragraph()
        for number, (start, end) in enumerate(paragraphs):
            if number in self.turns:
                words = Quote(*self.turns[number].words, 0, False, False, False)
                first, last = self.range_of(words.start, words.end)
                if first <= last:
                    found.append(Stretch(words, first, last, number, ("no quotation marks",)))
                continue
            for found_quote in quotes(self.text, start, end):
                quote = found_quote
                if quote.depth:
                    continue
                issues: tuple[str, ...] = ()
                if not quote.closed and not self._runs_on(quote, number):
                    quote, issues = self._cut_end(quote), ("no closing mark",)
                if not quote.opened:
                    quote, issues = self._cut_start(quote, sentences.get(number, [])), ("no opening mark",)
                first, last = self.range_of(quote.start, quote.end)
                if first <= last:
                    found.append(Stretch(quote, first, last, number, issues))
        return found

    def _sentences_by_paragraph(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for sentence in self.parse.sentences:
            found.setdefault(sentence.paragraph, []).append((sentence.start, sentence.end))
        return found

    def _runs_on(self, quote: Quote, number: int) -> bool:
        """No closing mark is due where the quotation runs on in the next paragraph."""
        _, end = self.article.paragraphs[number]
        rest = self.text[quote.end : end].strip()
        if rest:  # paragraphs run together: the next opening mark carries on
            return rest[0] == self.text[quote.start] and not self._narrates(quote)
        later = self.article.paragraphs[number + 1 :]
        return bool(later) and self.text[later[0][0]] == self.text[quote.start]

    def _narrates(self, quote: Quote) -> bool:
        """Somebody is said to have said something in the stretch, or it runs over many sentences."""
        first, last = self.range_of(quote.start, quote.end)
        saying = frames("verb")
        return self.tokens[last].sentence - self.tokens[first].sentence >= MOST_RUN or any(
            t.tag == "VBD" and saying.get(t.lemma, {}).get("that") == "say" for t in self.tokens[first : last + 1]
        )

    def _cut_end(self, quote: Quote) -> Quote:
        """A quotation left open ends before a cue, or the first sentence that tells: past tense or a name, and nobody's I or you."""
        end = 0
        first, last = self.range_of(quote.start, quote.end)
        told = self._told(first, last)
        if told is not None:
            return quote._replace(end=told)
        while first <= last:
            stop = min(last, self.parse.sentences[self.tokens[first].sentence].last)
            words = self.tokens[first : stop + 1]
            tells = any(t.tag == "VBD" or t.tag.startswith("NNP") for t in words)
            if end and tells and not any(t.lower in _FIRST_PERSON for t in words):
                break
            end, first = words[-1].end, stop + 1
        return quote._replace(end=max(end, quote.start + 1))

    def _told(self, first: int, last: int) -> int | None:
        """Where words end that `, she said` or `, Brandt said` follows in the first sentence of `first` to `last`."""
        saying = frames("verb")
        for k in range(first + 1, min(last, self.parse.sentences[self.tokens[first].sentence].last) - 1):
            if self.tokens[k].text == "," and self.tokens[k + 1].tag in ("PRP", "NNP"):
                verb = k + 2
                while verb < last and self.tokens[verb].tag == "NNP":
                    verb += 1
                if (
                    self.tokens[verb].tag in ("VBD", "VBZ")
                    and saying.get(self.tokens[verb].lemma, {}).get("that") == "say"
                ):
                    return self.tokens[k].end
        return None

    def _cut_start(self, quote: Quote, sentences: Sequence[tuple[int, int]]) -> Quote:
        """A quotation never opened begins with the sentence that its closing mark ends, or behind a verb of saying there."""
        starts = [start for start, _ in sentences if quote.start <= start < quote.end - 1]
        begun = quote._replace(start=starts[-1]) if starts else quote
        first, last = self.range_of(begun.start, begun.end)
        saying = frames("verb")
        for t in reversed(self.tokens[first + 1 : last - 1]):
            if t.tag in ("VBD", "VBZ") and saying.get(t.lemma, {}).get("that") == "say":
                after = t.i + 1
                while after < last and self.tokens[after].text in (",", ":", "that"):
                    after += 1
                return begun._replace(start=self.tokens[after].start) if last - after < MOST_LEFT else begun
        return begun

    def range_of(self, start: int, end: int) -> Range:
        """First and last token of a range of characters; the last is smaller where there is none."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end) - 1

    def words_of(self, s: Stretch) -> str:
        """The words of a stretch in small letters, marks left out."""
        return " ".join(t.lower for t in self.tokens[s.first : s.last + 1] if t.text[:1].isalnum())

    def whole(self, s: Stretch) -> bool:
        """The stretch begins a sentence of its own."""
        before = self.text[: s.quote.start].rstrip()[-1:]
        start = self.article.paragraphs[s.paragraph][0]
        return not self.text[start : s.quote.start].strip(_EDGE) or before in ".?!:\"”'’…)"

    def opening(self, s: Stretch) -> int:
        """The first token of the sentence that the stretch begins in."""
        return self.parse.sentences[self.tokens[s.first].sentence].first

    def alone(self, s: Stretch) -> bool:
        """Nothing but quotation in the paragraph."""
        start, end = self.article.paragraphs[s.paragraph]
        return not self.text[start : s.quote.start].strip(_EDGE) and not self.text[s.quote.end : end].strip(_EDGE + ".")

    def last_of_sentence(self, s: Stretch) -> bool:
        """The stretch ends its sentence."""
        return s.last >= self.parse.sentences[self.tokens[s.first].sentence].last - 1

    def capitals(self, s: Stretch) -> bool:
        """Written as a name is: every word but the small ones begins with a capital."""
        return all(
            not t.text[0].islower() or t.tag in ("IN", "DT", "CC", "POS")
            for t in self.tokens[s.first : s.last + 1]
            if t.text[:1].isalnum()
        )
