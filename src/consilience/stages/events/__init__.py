"""Article, Parse -> event mentions: who did what to whom, when, where, and whether it happened.

Triggers are verbs, nouns and a few adjectives with a frame (knowledge/frames.tsv); arguments come from the
dependency rows. A noun under a light verb ("carried out an attack") takes the verb's subject and prepositions.
Types follow PLOVER: what is only meant, offered or threatened is AGREE or THREATEN by what it would be, what must be
done is a REQUEST of the one who says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ...knowledge.countries import find_state
from ...knowledge.frames import PLOVER, Condition, Frame, Frames, factuality_words, frames, word_classes
from ...model.annotation import Argument, EventMention, Quotation, Timex
from ...model.article import Article
from ...model.parse import Parse, Token
from ...model.record import content_id
from ...model.span import Span
from ...text.participants import Participants
from ...text.reality import Reality, reality
from ...text.syntax import Slots, Syntax
from ...text.voices import Voices
from .saying import COPULAS, SAYING, Act, Saying
from .setting import Setting

DONE = Reality("CT+", "done", ())
PLAIN = "plain verb"  # rule of a mention whose verb has no frame

_FRIENDLY = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "CONCEDE"})
_HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
_WORDS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
_WIDER = (
    "against",
    "on",
    "to",
    "with",
    "from",
    "for",
    "toward",
    "towards",
    "in",
)  # where a missing recipient may stand
_SKIPPED_VERBS = frozenset({"aux", "auxpass", "amod", "compound", "nmod"})
_TELLING = frozenset({"ROOT", "ccomp", "conj", "xcomp", "parataxis"})
_PARTIES = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_COLLECTIVE = frozenset("number series set lot host state slate round pair dozen package wave string spate".split())


def events(
    article: Article,
    parse: Parse,
    times: Sequence[Timex],
    quotations: Sequence[Quotation],
    *,
    table: Frames | None = None,
) -> tuple[EventMention, ...]:
    """Event mentions in order of text. `table` replaces the frames that are built in."""
    return _Reader(article, parse, times, quotations, table or frames()).read()


class _Reader:
    """One article being read."""

    def __init__(
        self, article: Article, parse: Parse, times: Sequence[Timex], quotations: Sequence[Quotation], table: Frames
    ) -> None:
        self.article, self.parse, self.tokens = article, parse, parse.tokens
        self.table = table
        self.syntax = Syntax(parse)
        self.classes = word_classes()
        self.who = Participants(self.syntax, self.classes, lambda words: find_state(words) is not None)
        self.setting = Setting(article, parse, self.syntax, times)
        self.voices = Voices(parse, quotations)
        self._parties: dict[int, list[int]] = {}
        self._phrases: dict[int, Span] = {}
        self.saying = Saying(self.syntax, self.who, self.voices, self.classes)

    def read(self) -> tuple[EventMention, ...]:
        """All mentions."""
        out: list[EventMention | None] = []
        table, blaming = self.table, self.classes["misdeed"]
        judging = self.classes["judging"]
        for token in self.tokens:
            tag, lemma = token.tag[:2], token.lemma
            if tag == "VB":
                if token.dep not in _SKIPPED_VERBS:
                    out.append(self._verb(token.i))
                    if lemma in ("need", "have", "ought"):
                        out.extend(self._acts(self.saying.need(token.i)))
                    if lemma in blaming:
                        out.extend(self._acts(self.saying.charge(token.i)))
            elif tag == "NN":
                if token.dep != "compound" and (("n", lemma) in table or ("n", token.lower) in table):
                    out.append(self._noun(token.i))
            elif tag == "JJ":
                if ("a", token.lower) in table:
                    out.append(self._adjective(token.i))
            elif tag == "MD" and token.lower in ("must", "should"):
                out.extend(self._acts(self.saying.demand(token.i)))
            if lemma in judging and token.dep in ("acomp", "attr"):
                out.extend(self._acts(self.saying.judgement(token.i)))
        return tuple([mention for mention in out if mention is not None])

    def _acts(self, acts: Iterable[Act]) -> list[EventMention]:
        return [self._mention(act.at, act.frame, act.slots, act.rule, plain=True) for act in acts]

    # ---- triggers

    def _verb(self, i: int) -> EventMention | None:
        token = self.tokens[i]
        listed = self.table.get(("v", token.lemma), ())
        if not listed:
            return self._plain(i, self.syntax.slots(i)) if self._tells(token) else None
        slots = self._with_object_phrases(self.syntax.slots(i))
        if self._headline_passive(i, slots):
            slots = {{"subj": "dobj", "by": "subj"}.get(k, k): v for k, v in slots.items()}
        frame = self._first(listed, slots)
        if frame is None:
            return self._plain(i, slots) if self._tells(token) else None
        if frame.type == "-":
            return None
        light = token.lemma in self.classes["light"] and "attr" not in slots
        if (
            light
            and not any("dobj" in c.slots for c in frame.conditions)
            and self._has_noun_frame(slots.get("dobj", ()))
        ):
            return None  # the noun tells the event
        return self._mention(i, frame, slots, "verb frame")

    def _tells(self, token: Token) -> bool:
        """True for a verb that can tell an act without a frame; what a quotation tells in passing is no event of the story."""
        if token.lemma in self.classes["static"] or token.dep not in _TELLING:
            return False
        return self.voices.speaker(token.i) < 0

    def _plain(self, i: int, slots: Slots) -> EventMention | None:
        """A verb without a frame tells an act of the one who stands as its subject, or is its object in a passive."""
        mode = self.tokens[i].lemma
        objects = [j for j in slots.get("dobj", ()) if self.tokens[j].tag in ("NN", "NNS")]
        if mode in self.classes["empty"]:
            if not objects or self._has_noun_frame(objects):
                return None
            mode = f"{mode} {self.tokens[objects[0]].lemma}"
        elif "prt" in slots:
            mode = f"{mode} {self.tokens[slots['prt'][0]].lower}"
        doers = slots.get("subj", ()) or (slots.get("dobj", ()) if self.syntax.passive(i) else ())
        if not any(self.who.is_actor(j) for j in doers):
            return None
        return self._mention(i, Frame("act", mode, (), ("subj",), ("dobj",), False), slots, PLAIN)

    def _headline_passive(self, i: int, slots: Slots) -> bool:
        """ "Two killed in crash": a verb that takes an object, without one, is a passive that lost its auxiliary."""
        token = self.tokens[i]
        if token.tag not in ("VBD", "VBN") or token.lemma not in self.classes["transitive_only"]:
            return False
        bare = "dobj" not in slots and bool(slots.get("subj"))
        return bare and not any(self.tokens[c].dep == "aux" for c in self.syntax.children[i])

    def _has_noun_frame(self, heads: Iterable[int]) -> bool:
        return any(("n", self.tokens[j].lemma) in self.table for j in heads)

    def _adjective(self, i: int) -> EventMention | None:
        token = self.tokens[i]
        if token.dep not in ("acomp", "attr", "oprd", "acl", "relcl", "ROOT", "conj"):
            return None
        slots: dict[str, tuple[int, ...]] = {k: v for k, v in self.syntax.slots(i).items() if k != "subj"}
        slots["subj"] = self.syntax.slots(token.head).get("subj", ()) if token.head != i else ()
        frame = self._first(self.table["a", token.lower], slots)
        if frame is None or frame.type == "-":
            return None
        return self._mention(i, frame, slots, "adjective frame")

    def _noun(self, i: int) -> EventMention | None:
        token = self.tokens[i]
        if token.tag[:3] == "NNP" and token.ent:
            return None
        slots = self._noun_slots(i)
        listed_nouns = self.table.get(("n", token.lower)) or self.table["n", token.lemma]
        frame, governor = self._first(listed_nouns, slots), self._light_verb(i)
        if frame is None and governor >= 0:  # "launched operations in July against ..."
            frame = self._first(listed_nouns, self._with_light_verb(i, governor, slots))
        if frame is None or frame.type == "-":
            return None
        if governor >= 0:
            listed = self.table.get(("v", self.tokens[governor].lemma), ())
            taken = self._first(listed, self.syntax.slots(governor))
            if taken is not None and any(not c.negated and "dobj" in c.slots and c.words for c in taken.conditions):
                return None  # "signed an agreement", "lifted the embargo": the verb's frame has read this noun
            slots = self._with_light_verb(i, governor, slots)
        elif frame.equal and "with" in slots:
            slots.setdefault("light", self._clause_subject(i))
        return self._mention(i, frame, slots, "noun frame" if governor < 0 else "light verb")

    def _with_object_phrases(self, slots: Slots) -> Slots:
        """A phrase after the object may belong to it or to the verb ("shared evidence with the inspectors"): both are read."""
        out: dict[str, tuple[int, ...]] | None = None
        for j in slots.get("dobj", ()):
            if self.tokens[j].tag[:3] in ("NNP", "PRP"):
                continue
            for c in self.syntax.children[j]:
                word = self.tokens[c].lower
                if self.tokens[c].dep == "prep" and word not in slots and word not in ("of", "by"):
                    out = dict(slots) if out is None else out
                    out[word] = (*out.get(word, ()), *self.syntax.preposition(j, (word,)))
                elif word == "of" and "on" not in slots and (deeper := self._below_of(c)):
                    out = dict(slots) if out is None else out
                    out["on"] = (*out.get("on", ()), *deeper)
        return slots if out is None else out

    def _below_of(self, preposition: int) -> list[int]:
        """Objects of "on" below the object of an "of" phrase ("pinned the cause of the loss on him")."""
        inner = (j for j in self.syntax.children[preposition] if self.tokens[j].dep == "pobj")
        return [k for j in inner for k in self.syntax.preposition(j, ("on",))]

    # ---- slots of nouns

    def _noun_slots(self, i: int) -> dict[str, tuple[int, ...]]:
        got: dict[str, list[int]] = {}
        for c in self.syntax.children[i]:
            child = self.tokens[c]
            if child.dep == "poss":
                got.setdefault("poss", []).extend(self.syntax.conjuncts(c))
            elif child.dep in ("compound", "amod", "nmod") and c < i:
                got.setdefault("mod", []).extend(self.syntax.conjuncts(c))
                got["mod"].extend(g for g in self.syntax.children[c] if self.tokens[g].dep in ("compound", "amod"))
            elif child.dep in ("prep", "agent", "dative"):
                got.setdefault(child.lower, []).extend(self.syntax.preposition(i, (child.lower,)))
            elif child.dep == "acl" and child.tag == "VBN":
                agents = self.syntax.preposition(c, ("by",))
                if agents:
                    got.setdefault("by", []).extend(agents)
                for word in ("between", "with", "against", "on"):
                    got.setdefault(word, []).extend(self.syntax.preposition(c, (word,)))
        return {k: tuple(dict.fromkeys(v)) for k, v in got.items() if v}

    def _light_verb(self, i: int) -> int:
        """The light (or undergoing, or ending) verb that noun `i` is the object or passive subject of; -1 for none."""
        token = self.tokens[i]
        head = self.tokens[token.head]
        if head.tag[:1] != "V":
            return -1
        if token.dep in ("dobj", "nsubjpass", "attr", "oprd") or (
            token.dep == "pobj" and head.lemma in ("engage", "participate")
        ):
            return head.i
        if token.dep == "nsubj" and head.lemma in ("begin", "start", "resume", "continue", "end", "take"):
            return head.i
        return -1

    def _with_light_verb(self, i: int, verb: int, slots: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        lemma = self.tokens[verb].lemma
        above = self.syntax.slots(verb)
        out = dict(slots)
        if (lemma in self.classes["light"] or lemma in self.classes["ending"]) and "attr" not in above:
            if self.tokens[i].dep != "nsubj":
                out["light"] = above.get("subj", ())
        elif lemma in self.classes["undergo"]:
            out["undergone"] = above.get("subj", ())
        for slot, filled in above.items():
            if slot not in ("subj", "dobj", "comp", "prt", "attr", "acomp") and slot not in out:
                out[slot] = filled
        return out

    def _clause_subject(self, i: int) -> tuple[int, ...]:
        at = i
        for _ in range(4):
            at = self.tokens[at].head
            if self.tokens[at].tag[:1] == "V":
                slots = self.syntax.slots(at)
                return slots.get("dobj" if self.syntax.passive(at) else "subj", ())
        return ()

    # ---- frames

    def _first(self, listed: Iterable[Frame], slots: Slots) -> Frame | None:
        for frame in listed:
            for condition in frame.conditions:
                if not self._holds(condition, slots):
                    break
            else:
                return frame
        return None

    def _holds(self, condition: Condition, slots: Slots) -> bool:
        anything = not condition.words and not condition.kinds
        for slot in condition.slots:
            filled = slots.get(slot)
            if filled and (anything or any(self._fits(condition, j) for j in filled)):
                return not condition.negated
        return condition.negated

    def _fits(self, condition: Condition, j: int) -> bool:
        token = self.tokens[j]
        if token.lemma in condition.words or token.lower in condition.words:
            return True
        if condition.words and token.lemma in _COLLECTIVE:
            inner = self.syntax.preposition(j, ("of",))
            if any(self.tokens[k].lemma in condition.words for k in inner):
                return True
        return bool(condition.kinds) and any(self.who.is_kind(j, kind) for kind in condition.kinds)

    # ---- one mention

    def _mention(self, i: int, frame: Frame, slots: Slots, rule: str, *, plain: bool = False) -> EventMention:
        real = reality(self.syntax, i, factuality_words())
        if frame.type in _WORDS and real.cues and self.tokens[i].tag[:2] == "NN" and self._only_denied(i, real):
            real = DONE  # who denies a charge, or rejects a demand, tells that it was made
        if plain and frame.type == "REQUEST":
            real = DONE  # what is asked may not come about: the asking did
        kind, mode = frame.type, frame.mode
        if not plain:
            kind, mode = self._as_meant(i, frame, real)
        roles = self._roles(i, frame, slots)
        time = self.setting.time(i)
        arguments = self._arguments(i, roles, slots, time)
        token = self.tokens[i]
        return EventMention(
            id=content_id("em", self.article.id, token.start, kind, mode),
            trigger=Span(article=self.article.id, start=token.start, end=token.end),
            head=i,
            sentence=token.sentence,
            lemma=token.lemma,
            type=kind,
            mode=mode,
            arguments=arguments,
            time=time,
            factuality=real.factuality,
            status=real.status,
            holder=self._holder(i, real),
            background=self.setting.background(i, time),
            rule=rule,
        )

    def _holder(self, i: int, real: Reality) -> Argument | None:
        held = self.saying.holder(i, real) if real.cues else -1
        return None if held < 0 else self._argument("holder", held)

    def _only_denied(self, i: int, real: Reality) -> bool:
        return all(kind in ("deny", "fail") and at == self.tokens[i].head for kind, at in real.cues)

    def _as_meant(self, i: int, frame: Frame, real: Reality) -> tuple[str, str]:
        """PLOVER counts a promise of a friendly act as AGREE, a prospect of a hostile one as THREATEN, a refused one as REJECT."""
        if not real.cues or (frame.type not in _FRIENDLY and frame.type not in _HOSTILE and frame.type != "RETREAT"):
            return frame.type, frame.mode
        kinds = {kind for kind, _ in real.cues}
        own = {k for k, at in real.cues if self.tokens[at].head == i}
        governed = kinds & {"plan", "order", "deny", "fail"}
        unless = bool(own) and any(t.lower in ("unless", "if") for t in self._sentence(i))
        if "future" in own or ("possible" in own and ("condition" in kinds or (unless and frame.type in _HOSTILE))):
            if "not" in own and frame.type in _FRIENDLY:
                return "REJECT", "refuse"
            if frame.type in _HOSTILE or (frame.type == "RETREAT" and unless):
                return ("THREATEN", frame.mode) if not governed else (frame.type, frame.mode)
            return "AGREE", frame.mode
        return frame.type, frame.mode

    def _sentence(self, i: int) -> Sequence[Token]:
        row = self.parse.sentences[self.tokens[i].sentence]
        return self.tokens[row.first : row.last + 1]

    def _roles(self, i: int, frame: Frame, slots: Slots) -> list[tuple[str, int]]:
        source = self._filled(frame.source, slots, first=False)
        if "light" in slots:
            doers = [j for f in slots["light"] for j in self._meant(f)]
            source = doers + source if frame.equal else source or doers
        if not source and frame.type == "ACCUSE" and self.tokens[i].lemma in COPULAS:
            source = list(self.saying.sayer(i))  # "police determined that X is the suspect"
        recipient = [j for j in self._filled(frame.recipient, slots, first=not frame.equal) if j not in source]
        if "undergone" in slots:
            recipient = [j for f in slots["undergone"] for j in self.who.referents(self.who.actors(f))]
            source = [j for j in source if j not in recipient]
        if frame.equal:
            return [("actor", j) for j in dict.fromkeys(source + recipient)]
        victims = [j for j in recipient if self._suffers(j)] if frame.type == "ACCUSE" and "dobj" not in slots else []
        if victims:  # "questioned why they shot him": not he is blamed, but whoever did it
            recipient = [j for j in recipient if j not in victims]
            blamed = [("theme", self.tokens[j].head) for j in victims]
            return [("source", j) for j in dict.fromkeys(source)] + [("recipient", j) for j in recipient] + blamed
        if not recipient and frame.recipient and frame.type in PLOVER:
            recipient = [j for j in self._filled(_WIDER, slots, first=True) if j not in source and self.tokens[j].ent]
            recipient = recipient or [j for j in self._from_purpose(i) if j not in source]
        return [("source", j) for j in dict.fromkeys(source)] + [("recipient", j) for j in dict.fromkeys(recipient)]

    def _suffers(self, j: int) -> bool:
        """True for the object of a verb of violence."""
        verb = self.tokens[j].head
        if self.tokens[j].dep not in ("dobj", "nsubjpass") or self.tokens[verb].tag[:1] != "V":
            return False
        return any(f.type in ("ASSAULT", "death") for f in self.table.get(("v", self.tokens[verb].lemma), ()))

    def _from_purpose(self, i: int) -> tuple[int, ...]:
        """Whom the clause of purpose or manner under the trigger's verb is about ("marched to demand the mayor's resignation")."""
        verb = i if self.tokens[i].tag[:1] == "V" else self.tokens[i].head
        if verb != i:
            for c in self.syntax.children[i]:
                if self.tokens[c].dep in ("acl", "ccomp", "relcl") and self.tokens[c].tag != "VBN":
                    found = self.who.referents(self.who.actors(c))
                    if found:
                        return found  # "allegations that Peru sold the ships"
        for c in self.syntax.children[verb]:
            clause = self.tokens[c]
            if clause.dep in ("advcl", "xcomp") and clause.tag in ("VB", "VBG") and clause.lemma not in SAYING:
                found = self.who.referents(self.who.actors(c))
                if found:
                    return found
        return ()

    def _filled(self, wanted: Sequence[str], slots: Slots, *, first: bool) -> list[int]:
        out: list[int] = []
        for slot in wanted:
            fillers = slots.get(slot, ())
            for f in fillers:
                if slot == "mod" and not self._names_party(f):
                    continue
                out += self._meant(f)
            if out and first:
                break
        return out

    def _meant(self, filler: int) -> list[int]:
        """The tokens of those who are meant by what fills a slot."""
        known = self._parties.get(filler)
        if known is None:
            named = self.who.referents(self.who.actors(filler))
            known = self._parties[filler] = [self.voices.meant(j) for j in named]
        return known

    def _names_party(self, modifier: int) -> bool:
        token = self.tokens[modifier]
        return token.ent in _PARTIES or self.who.stately(modifier) or token.lemma in self.classes["people"]

    def _arguments(
        self, i: int, roles: list[tuple[str, int]], slots: Slots, time: Timex | None
    ) -> tuple[Argument, ...]:
        out: list[Argument] = [self._argument(role, j) for role, j in roles]
        used = {j for _, j in roles}
        things = (*slots.get("dobj", ()), *slots.get("for", ()))
        out += [self._argument("theme", j) for j in things if j not in used and self.tokens[j].tag[:2] == "NN"]
        out += [self._argument("place", j) for j in self.setting.places(i, slots)]
        if time is not None:
            at = bisect_right(self.setting.starts, time.span.start) - 1
            out.append(Argument(role="time", span=time.span, head=max(at, 0)))
        return tuple(out)

    def _argument(self, role: str, j: int) -> Argument:
        span = self._phrases.get(j)
        if span is None:
            span = self._phrases[j] = self._phrase(j)
        return Argument(role=role, span=span, head=j)

    def _phrase(self, j: int) -> Span:
        """The noun phrase of a head, with the body or place that its own phrase names."""
        first, last = self.syntax.np_range(j)
        if self.tokens[j].tag in ("NN", "NNS"):
            for k in self.syntax.preposition(j, ("of", "from", "for", "at")):
                if self.tokens[k].ent in ("ORG", "GPE", "NORP") and k - j < 6:
                    last = max(last, k)
        while first < j and self.tokens[first].tag in ("DT", "PRP$", "CC", ",", "IN"):
            first += 1
        return Span(article=self.article.id, start=self.tokens[first].start, end=self.tokens[last].end)
