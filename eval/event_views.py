"""What two event mentions are compared by: the words of each, its arguments, its sentence."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from consilience.knowledge.frames import frames
from consilience.knowledge.kindred import kindred
from consilience.knowledge.tables import table
from consilience.model.parse import Parse, Token

from .ecb import Gold

if TYPE_CHECKING:
    from .coreference import Part

STEM = 5  # letters
WINDOW = 5  # tokens to each side that count as near
_STOP = frozenset(
    "be have do say go make take get he she it they who which that i we you his her its their this".split()
)
_NO_NAME = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))


class View(NamedTuple):
    """What a pair is compared by, of one mention. Sets hold lemmas in small letters."""

    mention: Gold
    row: int  # of its document
    lemma: str
    stem: str
    form: str
    tag: str
    rarity: float
    sentence: int
    subjects: frozenset[str]
    objects: frozenset[str]
    adjuncts: frozenset[str]
    modifiers: frozenset[str]
    near: frozenset[str]  # all arguments and what the mention hangs on
    names: frozenset[str]
    numbers: frozenset[str]
    dates: frozenset[str]
    words: frozenset[str]  # of the mention itself
    sentence_words: frozenset[str]
    window: frozenset[str]
    particles: frozenset[str]
    auxiliaries: frozenset[str]
    synonyms: frozenset[str]  # rows of knowledge/synonyms.tsv
    kinds: frozenset[str]  # rows of knowledge/kindred.tsv
    frames: frozenset[str]  # types and modes of knowledge/frames.tsv

    @property
    def core(self) -> frozenset[str]:
        """The arguments in any role."""
        return self.subjects | self.objects | self.adjuncts | self.modifiers


def view(m: Gold, part: Part) -> View:
    """The view of a mention; one without a head is read at the first token of its document."""
    parsed = part.parses[m.document]
    head = parsed.tokens[part.heads.get(m, 0)]
    sentence = parsed.sentences[head.sentence]
    around = parsed.tokens[sentence.first : sentence.last + 1]
    subjects, objects, adjuncts, modifiers, near = arguments(parsed, head)
    lemma = head.lemma.lower()
    telling = [t for t in around if t.tag[0] in "NVJC" and t.lower not in _STOP and t.i != head.i]
    below = [parsed.tokens[c] for c in parsed.children[head.i]]
    return View(
        mention=m,
        row=part.rows[m.document],
        lemma=lemma,
        stem=lemma[:STEM] if len(lemma) >= STEM - 1 else lemma + " ",
        form=head.lower,
        tag=head.tag[:1],
        rarity=part.rarity.get(lemma, 0.0),
        sentence=head.sentence,
        subjects=subjects,
        objects=objects,
        adjuncts=adjuncts,
        modifiers=modifiers,
        near=near,
        names=frozenset(t.lemma.lower() for t in around if t.ent and t.ent not in _NO_NAME and t.tag[:3] == "NNP"),
        numbers=frozenset(t.lower for t in around if t.tag == "CD"),
        dates=frozenset(t.lower for t in around if t.ent == "DATE" and t.tag[0] == "N"),
        words=frozenset(m.words.lower().split()),
        sentence_words=frozenset(t.lemma.lower() for t in telling),
        window=frozenset(t.lemma.lower() for t in telling if abs(t.i - head.i) <= WINDOW),
        particles=frozenset(t.lower for t in below if t.dep == "prt"),
        auxiliaries=frozenset(t.lower for t in below if t.dep in ("aux", "auxpass", "neg")),
        synonyms=synonyms().get(lemma, frozenset()),
        kinds=kindred().get(lemma, frozenset()),
        frames=_framed().get(lemma, frozenset()),
    )


def arguments(
    parsed: Parse, head: Token
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Lemmas of subjects, objects, nouns behind prepositions, modifiers, and of all that is near, modifiers of arguments too."""
    tokens, children = parsed.tokens, parsed.children
    held: dict[str, set[str]] = defaultdict(set)

    def add(role: str, i: int) -> None:
        held[role].add(tokens[i].lemma.lower())
        held["near"].update(
            tokens[c].lemma.lower()
            for c in children[i]
            if tokens[c].dep in ("compound", "amod", "poss", "nummod", "appos")
        )

    around = list(children[head.i])
    if head.dep in ("xcomp", "conj"):
        around += [c for c in children[head.head] if tokens[c].dep in ("nsubj", "nsubjpass")]
    for c in around:
        dep = tokens[c].dep
        if dep == "nsubj":
            add("subjects", c)
        elif dep in ("dobj", "nsubjpass", "attr", "oprd"):
            add("objects", c)
        elif dep in ("prep", "agent"):
            for grandchild in children[c]:
                if tokens[grandchild].dep == "pobj":
                    add("adjuncts", grandchild)
        elif dep in ("compound", "poss", "amod", "nmod"):
            held["modifiers"].add(tokens[c].lemma.lower())
    if head.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "compound"):
        held["near"].add(tokens[head.head].lemma.lower())
    subjects, objects, adjuncts, modifiers = (
        frozenset(held[role]) for role in ("subjects", "objects", "adjuncts", "modifiers")
    )
    return subjects, objects, adjuncts, modifiers, frozenset(held["near"]) | subjects | objects | adjuncts | modifiers


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """The rows of knowledge/synonyms.tsv in which each word stands."""
    rows: dict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(table("synonyms")):
        for word in row["words"].split("|"):
            rows[word].add(str(number))
    return {word: frozenset(held) for word, held in rows.items()}


@cache
def _framed() -> dict[str, frozenset[str]]:
    """The types and modes that frames give each word, in whatever part of speech and under whatever conditions."""
    found: dict[str, set[str]] = defaultdict(set)
    for (_, word), listed in frames().items():
        found[word].update(f"{f.type} {f.mode}" for f in listed if f.type != "-")
    return {word: frozenset(held) for word, held in found.items()}
