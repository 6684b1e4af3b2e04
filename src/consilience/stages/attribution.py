"""Article, Parse -> Quotations of one article: who is given as source, by which cue, for which content.

Follows PARC and PolNeAR: source, cue and content spans, each perhaps in pieces. Quotation marks are read from the text,
reported content from the tree; each quoted stretch is then given the cue that holds it. Speakers are found by the story.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..knowledge.people import noun_kinds
from ..knowledge.reporting import frames
from ..model.annotation import Quotation
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.record import content_id
from ..model.span import Span
from ..text.cues import Cue, Range, find_cues, subject
from ..text.quotemarks import Quote, quotes

REACH = 14  # tokens between a quotation and the cue beside it; set on the training half of PolNeAR
SPEECH_WORDS = 5  # words from which unattributed quoted words count as speech if they hold a finite verb
NAME_WORDS = 5  # a quoted name or title has at most so many words

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_OPENING_PUNCTUATION = frozenset(", : ; — – - ( “ ‘ \" ' ``".split())
_EDGE = " \t\n\u00a0,;:—–-"
_COMPLEMENTISERS = frozenset({"that"})
_NAMING = frozenset(
    "title titled entitle entitled dub dubbed nickname nicknamed name named christen label labelled labeled translate mean stand so-called called "
    "known hashtag song album film movie book novel play series programme program show single track codenamed slogan motto".split()
)
_FIRST_PERSON = frozenset("i we me us my our mine ours you your".split())
_TWEET = re.compile(r"^(?:\d+/\d*\s+)?(?P<words>.+?)\s*(?:—|–|--|-)\s*(?P<name>[^—–@()]{2,60}?)\s*\((?P<handle>@\w+)\)", re.DOTALL)


class _Stretch(NamedTuple):
    """A quoted stretch and the tokens in it."""

    quote: Quote
    first: int
    last: int
    paragraph: int
    issues: tuple[str, ...]


class _Given(NamedTuple):
    """Whom a stretch is given to: cue and source ranges, the rule, and the cue itself where one holds it."""

    cue: Cue | None
    source: Range | None
    words: Range | None
    rule: str


def attribution(article: Article, parse: Parse) -> tuple[Quotation, ...]:
    """The quotations of `article`, direct and indirect, in order of text; `speakers` stay empty."""
    reader = _Reader(article, parse)
    return reader.rows()


class _Reader:
    """What is read of one article; built, used once and dropped."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.article, self.parse, self.text = article, parse, article.text
        self.tokens = parse.tokens
        self.starts = [t.start for t in parse.tokens]
        self.stretches = self._stretches()
        self.inside = {i: k for k, s in enumerate(self.stretches) for i in range(s.first, s.last + 1)}
        silent = frozenset(self.inside)
        self.cues = find_cues(parse, frames("verb"), frames("noun"), _speaking_nouns(), silent) if parse.tokens else []
        self.by_sentence: dict[int, list[Cue]] = {}
        for cue in self.cues:
            self.by_sentence.setdefault(self.tokens[cue.head].sentence, []).append(cue)

    # -- quoted stretches ---------------------------------------------------------------------------------------

    def _stretches(self) -> list[_Stretch]:
        found: list[_Stretch] = []
        paragraphs = self.article.paragraphs
        sentences = self._sentences_by_paragraph()
        for number, (start, end) in enumerate(paragraphs):
            for quote in quotes(self.text, start, end):
                if quote.depth:
                    continue
                issues: tuple[str, ...] = ()
                if not quote.closed and not self._runs_on(quote, number):
                    quote, issues = self._cut_end(quote), ("no closing mark",)
                if not quote.opened:
                    quote, issues = self._cut_start(quote, sentences.get(number, [])), ("no opening mark",)
                first, last = self._range(quote.start, quote.end)
                if first <= last:
                    found.append(_Stretch(quote, first, last, number, issues))
        return found

    def _sentences_by_paragraph(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for sentence in self.parse.sentences:
            found.setdefault(sentence.paragraph, []).append((sentence.start, sentence.end))
        return found

    def _runs_on(self, quote: Quote, number: int) -> bool:
        """No closing mark is due where the quotation runs on in the next paragraph."""
        _, end = self.article.paragraphs[number]
        if self.text[quote.end : end].strip():
            return False
        later = self.article.paragraphs[number + 1 :]
        return bool(later) and self.text[later[0][0]] == self.text[quote.start]

    def _cut_end(self, quote: Quote) -> Quote:
        """A quotation left open ends before the first sentence that tells: past tense or a name, and nobody's I or you."""
        end = 0
        first, last = self._range(quote.start, quote.end)
        while first <= last:
            stop = min(last, self.parse.sentences[self.tokens[first].sentence].last)
            words = self.tokens[first : stop + 1]
            tells = any(t.tag == "VBD" or t.tag.startswith("NNP") for t in words)
            if end and tells and not any(t.lower in _FIRST_PERSON for t in words):
                break
            end, first = words[-1].end, stop + 1
        return quote._replace(end=max(end, quote.start + 1))

    def _cut_start(self, quote: Quote, sentences: Sequence[tuple[int, int]]) -> Quote:
        """A quotation never opened begins with the sentence that its closing mark ends."""
        starts = [start for start, _ in sentences if quote.start <= start < quote.end - 1]
        return quote._replace(start=starts[-1]) if starts else quote

    def _range(self, start: int, end: int) -> Range:
        return bisect_left(self.starts, start), bisect_left(self.starts, end) - 1

    # -- who each stretch is given to ---------------------------------------------------------------------------

    def rows(self) -> tuple[Quotation, ...]:
        given = [self._give(k) for k in range(len(self.stretches))]
        given = self._carry_on(given)
        held: dict[int, list[int]] = {}
        cues = {c.head: c for c in self.cues}
        for k, g in enumerate(given):
            if g is not None and g.cue is not None and g.rule != "continues":
                held.setdefault(g.cue.head, []).append(k)
                cues[g.cue.head] = max(cues[g.cue.head], g.cue, key=lambda c: sum(b - a + 1 for a, b in c.content))
        out: list[Quotation] = []
        parents: dict[int, str] = {}
        for head, cue in cues.items():
            row = self._indirect(cue, held.get(head, []))
            if row is not None:
                out.append(row)
                parents[head] = row.id
        for k, g in enumerate(given):
            if g is not None:
                q = self.stretches[k].quote
                parent = parents.get(g.cue.head) if g.cue is not None and g.rule != "continues" else None
                row = next((r for r in out if r.id == parent), None)
                if row is not None and not any(c.start <= q.start and q.end <= c.end for c in row.content):
                    parent = None
                out.append(self._direct(self.stretches[k], g, parent))
        out.extend(self._without_marks())
        out.sort(key=lambda q: (q.content[0].start, -q.content[-1].end, q.direct))
        return tuple(out)

    def _give(self, number: int) -> _Given | None:
        """The cue that holds a stretch, the cue beside it, or a colon before it."""
        s = self.stretches[number]
        holders = [c for c in self.cues if any(a <= s.last and s.first <= b for a, b in c.content)]
        holders.sort(key=lambda c: (sum(b - a for a, b in c.content), -c.head))
        for cue in holders:
            if not self._names_something(s, cue):
                return _Given(cue, cue.source, cue.words, "content")
        if holders:
            return None
        beside = self._right(number) or self._left(number)
        if beside is not None:
            return _Given(self._with_opening(beside, s), beside.source, beside.words, "beside")
        for cue in reversed(self.by_sentence.get(self.tokens[s.first].sentence, ())):
            if cue.source is not None and cue.source[0] <= s.first <= cue.source[1]:
                continue
            if cue.kind in ("say", "urge") and cue.head < s.first <= self.tokens[cue.head].right and cue.source is not None:
                if self._names_something(s, cue) or self._capitals(s):
                    return None
                if len(cue.content) == 1 and cue.words[1] < cue.content[0][0] and cue.content[0][1] < s.first:
                    cue = cue._replace(content=((cue.content[0][0], s.last),))
                elif not cue.content:
                    cue = self._with_opening(cue, s)
                return _Given(cue, cue.source, cue.words, "within")
        return None

    def _right(self, number: int) -> Cue | None:
        """`"...," she said` and `"...," said the mayor`: the first cue after the marks, in their sentence or the rest of it."""
        s = self.stretches[number]
        while number + 1 < len(self.stretches) and self._one_sentence(number):  # "... a" and "b," she said
            number += 1
        s = self.stretches[number]
        limit = self.stretches[number + 1].first if number + 1 < len(self.stretches) else len(self.tokens)
        at = s.last + 1
        if at >= len(self.tokens) or at >= limit:
            return None
        sentence = self.tokens[at].sentence
        ended = self.tokens[s.last].sentence != sentence
        row = self.parse.sentences[sentence]
        if row.paragraph != s.paragraph:
            return None
        for cue in self.by_sentence.get(sentence, ()):
            if at <= cue.head < min(limit, at + REACH) and _speaks(cue):
                if ended and (cue.content or self.tokens[cue.head].i != row.root):
                    return None
                between = self.tokens[at : cue.head]
                if any(t.text in (";", ":") for t in between):
                    return None
                if cue.content and cue.content[0][0] > cue.head and self.tokens[cue.head].lemma != "cite":
                    continue
                if cue.frame.startswith("noun") or cue.source is None and not between == ():
                    continue
                if cue.source is not None and not self._opens(cue, at):
                    return None
                return cue
        return None

    def _with_opening(self, cue: Cue, s: _Stretch) -> Cue:
        """`Sooner or later, she said, "it pays off"`: what stands before the cue is content too."""
        if cue.content or not s.first > cue.head or not self.text[s.quote.start + 1 : s.quote.start + 2].islower():
            return cue
        between = self.tokens[cue.words[1] + 1 : s.first]
        if between and between[-1].text not in (",", ":") and (between[0].tag not in ("IN", ",", "RP") or between[0].lower == "that"):
            return cue._replace(content=((cue.words[1] + 1, s.last),))  # "called the plan 'a sham'", where the parser lost the object
        first = self.parse.sentences[self.tokens[cue.head].sentence].first
        last = min(cue.words[0], cue.source[0] if cue.source else cue.words[0]) - 1
        before = self.tokens[first : last + 1]
        if not before or before[-1].text not in (",", "–", "—") or sum(t.text.isalnum() for t in before) < 2 or any(t.i in self.inside for t in before):
            return cue
        return cue._replace(content=((first, last), (s.first, s.last)))

    def _one_sentence(self, number: int) -> bool:
        """This stretch and the next stand in one sentence with no cue between."""
        s, after = self.stretches[number], self.stretches[number + 1]
        sentence = self.tokens[s.last].sentence
        return sentence == self.tokens[after.first].sentence and not any(
            s.last < c.head < after.first for c in self.by_sentence.get(sentence, ())
        )

    def _opens(self, cue: Cue, at: int) -> bool:
        """Subject and verb stand at the beginning of what follows the marks, or the subject follows the verb."""
        assert cue.source is not None
        first = min(cue.source[0], cue.words[0])
        first = min([first, *(self.tokens[c].left for c in self.parse.children[cue.words[0]] if at <= self.tokens[c].left and self.tokens[c].dep == "nsubj")])
        return all(t.tag in (",", "RB", "CC", "``", "''", ".", ":", "-LRB-") or not t.text.isalnum() for t in self.tokens[at:first])

    def _left(self, number: int) -> Cue | None:
        """`She said: "..."`, `She said, "..."`, `She added that "..."`: the last cue before the marks."""
        s = self.stretches[number]
        floor = self.stretches[number - 1].last + 1 if number else 0
        at = s.first - 1
        if at < floor:
            return None
        before = self.text[: s.quote.start].rstrip()[-1:]
        sentence = self.tokens[at].sentence
        if sentence != self.tokens[s.first].sentence and before != ":":
            return None
        close = before in ":,"
        for cue in reversed(self.by_sentence.get(sentence, ())):
            far = at - cue.head
            if not floor <= cue.head <= at or cue.frame.startswith("noun"):
                continue
            split = bool(number) and self.tokens[self.stretches[number - 1].last].sentence == sentence and self.stretches[number - 1].last < cue.head
            if _speaks(cue) and (not far or close and (far < REACH or before == ":" or split)):
                return cue
            between = self.tokens[cue.head + 1 : at + 1]
            if far < REACH and "obj-as" in frames("verb").get(self.tokens[cue.head].lemma, ()):
                return cue if not any(t.tag[:2] in ("VB", "IN", "MD") and t.lower != "as" for t in between[3:]) else None
            if far <= 3 and cue.kind in ("say", "quote", "ask", "urge", "topic") and not cue.content:
                return cue if not any(t.tag.startswith("NNP") for t in between) or cue.frame == "obj-that" else None
            if cue.kind == "say" and cue.frame == "that" and s.last - s.first > SPEECH_WORDS and self._last_of_sentence(s):
                return cue
        return None

    def _last_of_sentence(self, s: _Stretch) -> bool:
        return s.last >= self.parse.sentences[self.tokens[s.first].sentence].last - 1

    def _names_something(self, s: _Stretch, cue: Cue) -> bool:
        """Titles, nicknames and words at a distance: inside reported content, but not words of the speaker."""
        words = [t for t in self.tokens[s.first : s.last + 1] if t.text[:1].isalnum()]
        if len(words) > NAME_WORDS:
            return False
        before = self.tokens[max(0, s.first - 2) : s.first]
        if any(t.lemma in _NAMING or t.lower in _NAMING for t in before if t.i != cue.head):
            return True
        if self.tokens[cue.head].lemma in _NAMING or self.tokens[cue.head].dep == "acl" and self.tokens[cue.head].tag == "VBN":
            return True
        if cue.frame == "obj-as" and len(words) > 1 and self._capitals(s):
            return True
        if cue.kind in ("judge", "topic") and cue.frame in ("obj", "for", "of", "about", "against"):
            return not any(t.tag.startswith(("JJ", "RB")) for t in words[-1:])
        return cue.kind in ("ask",) or cue.frame in ("noun-for",)

    def _capitals(self, s: _Stretch) -> bool:
        """Written as a name is: every word but the small ones begins with a capital."""
        return all(t.text[0].isupper() or t.tag in ("IN", "DT", "CC", "POS") for t in self.tokens[s.first : s.last + 1] if t.text[:1].isalnum())

    def _carry_on(self, given: list[_Given | None]) -> list[_Given | None]:
        """Stretches without own cue: those that run on from the one before; then colons, then speech of nobody named."""
        out: list[_Given | None] = []
        last = -1
        for k, g in enumerate(given):
            s = self.stretches[k]
            before = out[last] if last >= 0 else None
            if g is None and before is not None and self._follows(last, k):
                g = _Given(before.cue, before.source, before.words, "continues")
            if g is None:
                g = self._unattributed(s)
            out.append(g)
            last = k if g is not None else last
        words = [self._words(self.stretches[k]) for k, g in enumerate(out) if g is not None and g.source is not None]
        for k, g in enumerate(out):
            s = self.stretches[k]
            if g is None and (s.paragraph == 0 or self._whole(s)):
                mine = self._words(s)
                if any(f" {mine} " in f" {w} " and (" " in mine or 2 * len(mine) >= len(w)) for w in words):
                    out[k] = _Given(None, None, None, "same words")
        return out

    def _words(self, s: _Stretch) -> str:
        return " ".join(t.lower for t in self.tokens[s.first : s.last + 1] if t.text[:1].isalnum())

    def _follows(self, earlier: int, number: int) -> bool:
        """True where a stretch carries on the one before: whole sentences, with nothing said between by anyone else."""
        s, before = self.stretches[number], self.stretches[earlier]
        if not self._whole(s):
            return False
        if not before.quote.closed and s.paragraph - before.paragraph <= 1:
            return True
        if s.paragraph == before.paragraph:
            first, last = self.tokens[before.last].sentence, self.tokens[s.first].sentence
            return last - first <= 2
        if s.paragraph - before.paragraph > 1 or not self._whole(before) and not self._alone(s):
            return False
        return self._alone(s)

    def _whole(self, s: _Stretch) -> bool:
        """The stretch begins a sentence of its own."""
        before = self.text[: s.quote.start].rstrip()[-1:]
        start = self.article.paragraphs[s.paragraph][0]
        return not self.text[start : s.quote.start].strip(_EDGE) or before in ".?!:\"”'’…)"

    def _alone(self, s: _Stretch) -> bool:
        """Nothing but quotation in the paragraph."""
        start, end = self.article.paragraphs[s.paragraph]
        return not self.text[start : s.quote.start].strip(_EDGE) and not self.text[s.quote.end : end].strip(_EDGE + ".")

    def _unattributed(self, s: _Stretch) -> _Given | None:
        """Quoted words with no cue: after a colon with the name before it, or plainly speech, or nothing."""
        words = self.tokens[s.first : s.last + 1]
        count = sum(t.text[:1].isalnum() for t in words)
        finite = any(t.tag in _FINITE for t in words)
        said = self.text[s.quote.start : s.quote.end].rstrip("\"'”’»")[-1:] in ".,?!"
        colon = self.text[: s.quote.start].rstrip()[-1:] == ":"
        if colon and count >= 2:
            return self._by_subject(s, "colon") or _Given(None, self._name_before(s.first - 1), None, "colon")
        if count > SPEECH_WORDS and said and self._last_of_sentence(s):
            return self._by_subject(s, "subject") or _Given(None, self._signed(s), None, "no cue")
        if count >= SPEECH_WORDS and finite and (self._whole(s) or said or count > 2 * SPEECH_WORDS):
            return self._by_subject(s, "subject") or _Given(None, self._signed(s), None, "no cue")
        return None

    def _by_subject(self, s: _Stretch, rule: str) -> _Given | None:
        """Who acts in the words before the quotation: in its own sentence, else in the sentence before it in the paragraph."""
        at = s.first - 1
        if at < 0 or self.parse.sentences[self.tokens[at].sentence].paragraph != s.paragraph and rule != "colon" or at in self.inside:
            return None
        row = self.parse.sentences[self.tokens[at].sentence]
        verb = self.tokens[row.root]
        if verb.i in self.inside or verb.tag[:2] not in ("VB", "MD") or verb.i >= s.first:
            return None
        source = subject(self.parse, verb, _speaking_nouns())
        if source is None or source[0] in self.inside or source[1] >= s.first:
            return None
        return _Given(None, source, (verb.i, verb.i), rule)

    def _signed(self, s: _Stretch) -> Range | None:
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
        if (first == opening or self.tokens[first - 1].text != ",") and all(t.tag.startswith("NNP") or t.tag in ("CC", "POS", "DT") for t in words):
            return (first, at)
        return None

    # -- rows ---------------------------------------------------------------------------------------------------

    def _indirect(self, cue: Cue, held: Sequence[int]) -> Quotation | None:
        """The content clause of a cue, unless it is all quotation (then its direct rows stand alone) or nobody is named."""
        ranges = [self._clean(r) for r in cue.content]
        spans = [self._chars(r) for r in ranges if r is not None]
        for k in held:
            q = self.stretches[k].quote
            for n, (start, end) in enumerate(spans):
                if start < q.end and q.start < end:
                    spans[n] = (min(start, q.start), max(end, q.end))
        spans = [s for s in spans if s[0] < s[1]]
        if not spans or cue.source is None and cue.kind not in ("say", "think"):
            return None
        if not self._says_more(spans, held):
            return None
        content = tuple(self._span(s, e) for s, e in spans)
        return Quotation(
            id=content_id("quotation", self.article.id, "indirect", cue.head, *((c.start, c.end) for c in content)),
            article=self.article.id,
            content=content,
            source=self._source(cue.source),
            cue=self._spans(cue.words),
            rule=f"{cue.kind}:{cue.frame}",
        )

    def _says_more(self, spans: Sequence[tuple[int, int]], held: Sequence[int]) -> bool:
        """True where something of the content stands outside quotation marks, a lone conjunction or article aside."""
        covered = [self.stretches[k].quote for k in held]
        for start, end in spans:
            first, last = self._range(start, end)
            for token in self.tokens[first : last + 1]:
                if token.tag[:2] in ("NN", "VB", "JJ", "CD", "PR", "RB", "MD") and not any(q.start <= token.start < q.end for q in covered):
                    return True
        return False

    def _clean(self, content: Range) -> Range | None:
        """Without the complementiser and marks at the edges."""
        first, last = content
        if first < last and self.tokens[first].lower in ("only", "just") and self.tokens[first + 1].lower == "that":
            first += 1
        while first <= last and (self.tokens[first].text in _OPENING_PUNCTUATION and first not in self.inside or self.tokens[first].lower in _COMPLEMENTISERS and self.tokens[first].tag in ("IN", "WDT")):
            first += 1
        while last >= first and not any(c.isalnum() for c in self.tokens[last].text) and last not in self.inside and self.tokens[last].text not in ")]%$€£":
            last -= 1
        return (first, last) if first <= last else None

    def _direct(self, s: _Stretch, given: _Given, parent: str | None) -> Quotation:
        span = self._span(s.quote.start, s.quote.end)
        issues = s.issues if given.source is not None else (*s.issues, "no source named")
        return Quotation(
            id=content_id("quotation", self.article.id, "direct", span.start, span.end),
            article=self.article.id,
            content=(span,),
            source=self._source(given.source),
            cue=self._spans(given.words),
            direct=True,
            parent=parent,
            rule=f"quoted:{given.rule}" + (f":{given.cue.frame}" if given.cue is not None and given.cue.frame else ""),
            issues=issues,
        )

    def _without_marks(self) -> list[Quotation]:
        """Posts printed with their author's handle behind them and no quotation marks."""
        found = []
        for start, end in self.article.paragraphs:
            if "@" not in self.text[start:end]:
                continue
            match = _TWEET.match(self.text[start:end])
            if match is None or "://" in match["words"] or any(start <= s.quote.start < end for s in self.stretches):
                continue
            words = self._span(start + match.start("words"), start + match.end("words"))
            found.append(
                Quotation(
                    id=content_id("quotation", self.article.id, "direct", words.start, words.end),
                    article=self.article.id,
                    content=(words,),
                    source=(self._span(start + match.start("name"), start + match.end("name")),),
                    direct=True,
                    rule="quoted:post",
                    issues=("no quotation marks",),
                )
            )
        return found

    def _chars(self, r: Range) -> tuple[int, int]:
        return self.tokens[r[0]].start, self.tokens[r[1]].end

    def _source(self, r: Range | None) -> tuple[Span, ...]:
        if r is None:
            return ()
        first, last = r
        while first < last and not self.tokens[first].text[:1].isalnum():
            first += 1
        while last > first and not any(c.isalnum() for c in self.tokens[last].text) and self.tokens[last].text not in ")]":
            last -= 1
        return self._spans((first, last))

    def _spans(self, r: Range | None) -> tuple[Span, ...]:
        return () if r is None else (self._span(*self._chars(r)),)

    def _span(self, start: int, end: int) -> Span:
        return Span(article=self.article.id, start=start, end=end)


@cache
def _speaking_nouns() -> frozenset[str]:
    """Nouns for people, bodies and texts."""
    kinds = frozenset({"person", "family", "group", "organisation"})
    return frozenset(w for w, found in noun_kinds().items() if kinds & found) | frozenset("report statement letter note sign petition website post tweet".split())


def _speaks(cue: Cue) -> bool:
    return cue.kind in ("say", "quote", "ask", "think", "find", "urge") and cue.frame != "sentence"
