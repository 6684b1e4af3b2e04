"""Quoted stretches and cues -> whom each stretch is given to: the cue that holds it, stands beside it, or ran before it."""

from __future__ import annotations

from ...knowledge.reporting import frames
from ...text.cues import Cue, find_cues, occasion
from ...text.sources import Range, head_of, speaks
from .heading import heading
from .running import FINITE, SPEECH_WORDS, Given, Running, speaking_nouns
from .stretches import Page, Stretch

REACH = 14  # tokens between a quotation and the cue beside it; set on the training half of PolNeAR
SPLIT = 10  # tokens between the cue in the middle of a quotation and the quoted words that go on
NAME_WORDS = 5  # a quoted name or title has at most so many words

_ABOUT = frozenset({"obj", "to", "for", "of", "on", "about", "against", "with"})
_CALLING = frozenset(
    "call label dub brand term deem declare pronounce consider describe characterize characterise".split()
)
_NAMING = frozenset(
    "title titled entitle entitled dub dubbed nickname nicknamed name named christen label labelled labeled translate mean "
    "stand so-called called known hashtag song album film movie book novel play series programme program show single track "
    "codenamed slogan motto".split()
)


class Giver:
    """Gives the stretches of one page to its cues."""

    def __init__(self, page: Page) -> None:
        """Find the cues of the page, those inside quotation marks left out."""
        self.page, self.parse, self.tokens, self.text = page, page.parse, page.tokens, page.text
        self.stretches, self.inside = page.stretches, page.inside
        silent = frozenset(page.inside)
        self.cues = (
            find_cues(page.parse, frames("verb"), frames("noun"), speaking_nouns(), silent) if page.tokens else []
        )
        headed = heading(page, speaking_nouns())
        if headed is not None:
            self.cues.insert(0, headed)
        self.by_sentence: dict[int, list[Cue]] = {}
        for cue in self.cues:
            self.by_sentence.setdefault(self.tokens[cue.head].sentence, []).append(cue)

    def all(self) -> list[Given | None]:
        """For every stretch whom it is given to; None where it is no speech (titles, nicknames, words at a distance)."""
        return Running(self.page, self.by_sentence).carry_on([self._give(k) for k in range(len(self.stretches))])

    def _give(self, number: int) -> Given | None:
        """The cue that holds a stretch, the cue beside it, or a colon before it."""
        s = self.stretches[number]
        turn = self.page.turns.get(s.paragraph)
        if turn is not None and turn.rule != "set off":
            named = turn.name is not None and turn.rule != "question"
            colon = (s.first - 1, s.first - 1) if turn.rule != "post" else None
            return Given(None, self.page.range_of(*turn.name) if turn.name and named else None, colon, turn.rule)
        sentences = range(self.tokens[s.first].sentence, self.tokens[s.last].sentence + 1)
        near = [c for n in sentences for c in self.by_sentence.get(n, ())]
        holders = [
            c
            for c in near
            if any(a <= s.last and s.first <= b for a, b in c.content) and not self._announces_next(c, number)
        ]
        holders.sort(key=lambda c: (sum(b - a for a, b in c.content), -c.head))
        announced = self._announced(number)
        if announced is not None and announced not in holders:
            return Given(announced, announced.source, announced.words, "beside")
        fitting = [c for c in holders if not self._names_something(s, c)]
        if fitting:  # of what implies or shows something and who says so: who says so
            fitting = [c for c in fitting if self._leads_into(c, s)] or fitting
            cue = next((c for c in fitting if c.source is not None and self._can_speak(c.source)), fitting[0])
            return Given(self._with_opening(cue, s), cue.source, cue.words, "content")
        if holders:
            return None
        beside = self._right(number) or self._left(number)
        if beside is not None:
            return Given(self._with_opening(beside, s), beside.source, beside.words, "beside")
        return self._within(s)

    def _announced(self, number: int) -> Cue | None:
        """`Ona wrote: "..." Ivo said: "..."`: the cue right before the colon that stands before the marks."""
        s = self.stretches[number]
        if self.tokens[s.first - 1].text != ":":
            return None
        cue = self._left(number)
        return (
            cue
            if cue is not None and cue.source is not None and s.first - 2 - max(cue.words[1], cue.source[1]) <= 0
            else None
        )

    def _leads_into(self, cue: Cue, s: Stretch) -> bool:
        """`insisted that "it is safe," the Echo reported`: the cue right before the marks, not the one who passes on."""
        between = self.tokens[cue.words[1] + 1 : s.first]
        return cue.head < s.first and len(between) <= 2 and all(t.text in (",", ":", "that") for t in between)

    def _can_speak(self, source: Range) -> bool:
        """The source is somebody, a body or a text."""
        return speaks(head_of(self.tokens, source), speaking_nouns())

    def _announces_next(self, cue: Cue, number: int) -> bool:
        """`"..." Others said: "..."`: a whole quotation before, a colon and the next one behind the cue."""
        if number + 1 >= len(self.stretches) or not self.stretches[number].last < cue.head:
            return False
        last = max(cue.words[1], cue.source[1] if cue.source else 0)
        after = self.stretches[number + 1]
        ended = self.text[: self.stretches[number].quote.end].rstrip("\"'”’»")[-1:] in ".?!"
        return ended and last < after.first and self.text[self.tokens[last].end : after.quote.start].strip() == ":"

    def _within(self, s: Stretch) -> Given | None:
        """Words somewhere in what hangs on a reporting verb before them, where the parser lost the clause."""
        for cue in reversed(self.by_sentence.get(self.tokens[s.first].sentence, ())):
            if cue.source is None or cue.source[0] <= s.first <= cue.source[1]:
                continue
            long = cue.kind == "judge" and s.last - s.first > NAME_WORDS
            if (cue.kind in ("say", "urge") or long) and cue.head < s.first <= self.tokens[cue.head].right:
                if self._names_something(s, cue) or self.page.capitals(s):
                    return None
                held = cue
                if len(cue.content) == 1 and cue.words[1] < cue.content[0][0] and cue.content[0][1] < s.first:
                    held = cue._replace(content=((cue.content[0][0], s.last),))
                elif not cue.content:
                    held = self._with_opening(cue, s)
                return Given(held, cue.source, cue.words, "within")
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
            if at <= cue.head < min(limit, at + REACH) and _speaks(cue) and not self._announces_next(cue, number):
                if ended and (cue.content or self.tokens[cue.head].i != row.root):
                    return None
                between = self.tokens[at : cue.head]
                if any(t.text in (";", ":") for t in between):
                    return None
                if (
                    cue.content
                    and cue.content[0][0] > cue.head
                    and self.tokens[cue.head].lemma != "cite"
                    and not self._split(number, cue)
                ):
                    continue
                if cue.frame.startswith("noun") or (cue.source is None and between != ()):
                    continue
                if cue.source is not None and not self._opens(cue, at):
                    return None
                return cue
        return self._by_form(at, limit)

    def _split(self, number: int, cue: Cue) -> bool:
        """`"Well," she said, "we tried"`: a comma closes these words, and the content of the cue goes on in quotation marks."""
        s = self.stretches[number]
        after = self.stretches[number + 1] if number + 1 < len(self.stretches) else None
        if cue.source is None or after is None:
            return False
        begun, told = min(cue.source[0], cue.words[0]), max(cue.source[1], cue.words[1])
        comma = self.text[s.quote.start : s.quote.end].rstrip("\"'”’» ").endswith(",")
        between = self.tokens[told + 1 : after.first]
        if not comma or begun != s.last + 1 or not between or after.first - told > SPLIT:
            return False
        return between[-1].text in (",", ":") and not any(t.tag in FINITE or t.text == "." for t in between)

    def _by_form(self, at: int, limit: int) -> Cue | None:
        """`"...," Brandt notes.`: a name, then a word in the form of a reporting verb that the tagger took for a noun."""
        last = at
        while last < min(limit, at + 4) and (
            self.tokens[last].ent == "PERSON" or self.tokens[last].tag.startswith("NNP")
        ):
            last += 1
        if (
            last == at
            or last + 1 >= len(self.tokens)
            or self.tokens[last].tag not in ("NNS", "NN")
            or self.tokens[last + 1].text not in ".,"
        ):
            return None
        verb = self.tokens[last]
        kind = frames("verb").get(verb.lower.removesuffix("s"), {}).get("that")
        return Cue(last, (last, last), kind, "", (at, last - 1), ()) if kind is not None else None

    def _with_opening(self, cue: Cue, s: Stretch) -> Cue:
        """What else of the sentence is content: `called the plan "a sham"`, `Sooner or later, she said, "it pays off"`."""
        if s.first <= cue.head:
            return self._with_lead(cue, s)
        if cue.content:
            whole = len(cue.content) == 1 and s.first - 1 <= cue.content[0][0] <= s.first
            plain = whole and self._small(s) and cue.frame == "that" and self.tokens[s.first - 1].lower != "that"
            opening = self._opening(cue, s) if plain else None
            return cue if opening is None else cue._replace(content=(opening, *cue.content))
        between = self.tokens[cue.words[1] + 1 : s.first]
        calls = self.tokens[cue.head].lemma in _CALLING
        that = next((t.i for t in between if t.lower == "that" and t.tag == "IN"), None)
        if that is not None and between[-1].text != ":":  # "vented to her friends, Ona and Rolf, that it was 'a sham'"
            return cue._replace(content=((that + 1, s.last),), frame="that")
        if not self._small(s) and not calls:
            return cue
        if (
            between
            and between[-1].text not in (",", ":")
            and (between[0].tag not in ("IN", ",", "RP") or between[0].lower == "that")
        ):  # "called the plan 'a sham'", where the parser lost the object
            return cue._replace(content=((cue.words[1] + 1, s.last),), frame="obj-as" if calls else cue.frame)
        opening = self._opening(cue, s) if not calls and (not between or between[-1].text in (",", ":")) else None
        return cue if opening is None else cue._replace(content=(opening, (s.first, s.last)))

    def _with_lead(self, cue: Cue, s: Stretch) -> Cue:
        """`The plan "will fail," she said`: what stands before the quoted words in their sentence is content too."""
        first = self.page.opening(s)
        ahead = cue.content and cue.content[0][0] < cue.head
        if s.first == first or (ahead and cue.content[0][0] < s.first) or (cue.source and cue.source[0] < s.first):
            return cue
        first = next((t.i + 1 for t in reversed(self.tokens[first : s.first - 1]) if t.text == ":"), first)
        before = self.tokens[first : s.first]
        words = [t for t in before if t.text[:1].isalnum()]
        parted = before[-1].text in (",", ":", "–", "—", "-", "--", ";", "(") or any(t.i in self.inside for t in before)
        cues = self.by_sentence.get(self.tokens[s.first].sentence, ())
        if not words or parted or self.page.whole(s) or any(c.head < s.first for c in cues):
            return cue
        return cue._replace(content=((first, s.last), *(cue.content[1:] if ahead else cue.content)))

    def _small(self, s: Stretch) -> bool:
        """The quoted words begin with a small letter: they go on with what stands before."""
        return self.text[s.quote.start + 1 : s.quote.start + 2].islower()

    def _opening(self, cue: Cue, s: Stretch) -> Range | None:
        """The words before a cue that the quoted words carry on, those that tell when or on what occasion aside."""
        first = self.parse.sentences[self.tokens[cue.head].sentence].first
        last = min(cue.words[0], cue.source[0] if cue.source else cue.words[0]) - 1
        before = self.tokens[first : last + 1]
        words = [t for t in before if t.text[:1].isalnum()]
        if not words or before[-1].text not in (",", "–", "—") or any(t.i in self.inside for t in before):
            return None
        if words[0].tag in ("VBN", "VBG", "CC") or (len(words) > 1 and words[1].tag == "VBN") or occasion(before):
            return None
        return (first, last)

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
        first = min(
            [
                first,
                *(
                    self.tokens[c].left
                    for c in self.parse.children[cue.words[0]]
                    if at <= self.tokens[c].left and self.tokens[c].dep == "nsubj"
                ),
            ]
        )
        return all(
            t.tag in (",", "RB", "CC", "``", "''", ".", ":", "-LRB-") or not t.text.isalnum()
            for t in self.tokens[at:first]
        )

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
            split = (
                bool(number)
                and self.tokens[self.stretches[number - 1].last].sentence == sentence
                and self.stretches[number - 1].last < cue.head
            )
            if _speaks(cue) and (not far or (close and (far < REACH or before == ":" or split))):
                return cue
            between = self.tokens[cue.head + 1 : at + 1]
            lemma = self.tokens[cue.head].lemma
            named = lemma in _CALLING or any(t.lower == "as" for t in between)
            if far < REACH and named and "obj-as" in frames("verb").get(lemma, ()):
                return None if any(t.tag[:2] in ("VB", "IN", "MD") and t.lower != "as" for t in between[3:]) else cue
            if far <= 3 and cue.kind in ("say", "quote", "ask", "urge", "topic") and not cue.content:
                return cue if not any(t.tag.startswith("NNP") for t in between) or cue.frame == "obj-that" else None
            if (
                cue.kind == "say"
                and cue.frame == "that"
                and s.last - s.first > SPEECH_WORDS
                and self.page.last_of_sentence(s)
            ):
                return cue
        return None

    def _names_something(self, s: Stretch, cue: Cue) -> bool:
        """Titles, nicknames and words at a distance: inside reported content, but not words of the speaker."""
        words = [t for t in self.tokens[s.first : s.last + 1] if t.text[:1].isalnum()]
        if cue.frame == "obj-as" and self.tokens[s.first - 1].tag in ("WRB", "WDT", "WP"):
            return True  # `called Ora Water, where "nobody worked"`
        if len(words) > NAME_WORDS:
            return False
        before = self.tokens[max(0, s.first - 2) : s.first]
        if any(t.lemma in _NAMING or t.lower in _NAMING for t in before if t.i != cue.head):
            return True
        if self.tokens[cue.head].lemma in _NAMING or (
            self.tokens[cue.head].dep == "acl" and self.tokens[cue.head].tag == "VBN"
        ):
            return True
        if cue.frame in ("obj-as", "sentence") and len(words) > 1 and self.page.capitals(s):
            return True
        if cue.kind == "judge" and s.paragraph == 0 and s.first == cue.words[1] + 1 and not self.page.capitals(s):
            return False  # "Mayor hails 'new dawn' for Port Ellis"
        if cue.kind in ("judge", "topic") and cue.frame in _ABOUT:
            return not any(t.tag.startswith(("JJ", "RB")) for t in words[-1:])
        return cue.kind in ("ask",) or cue.frame in ("noun-for",)


def _speaks(cue: Cue) -> bool:
    return cue.kind in ("say", "quote", "ask", "think", "find", "urge") and cue.frame != "sentence"
