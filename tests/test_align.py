"""Claims: passages of several reports that state the same thing, on stories written for the purpose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import Told, story

from consilience.knowledge.predicates import opposites, synonyms
from consilience.model.span import Span
from consilience.stages.align import passages_of
from consilience.stages.align.claims import Claims
from consilience.stages.align.likeness import THIRD, WEAKEST, WEIGHTS, Likeness, Passage, Units, paired, thirds
from consilience.stages.align.spoken import by_article
from consilience.stages.parse import Parser
from consilience.text.clauses import clauses
from consilience.text.predicates import shared_keys
from consilience.text.weights import Shared, StoryIndex

FIRE = (
    "A fire destroyed the Halden paper mill on Monday night. Nobody was hurt, the owner said.\n"
    "The mill had made newsprint for eighty years. Mayor Ingrid Solheim promised new jobs for the workers.",
    "Flames gutted the old paper mill in Halden on Monday.\n"
    "Ingrid Solheim, the mayor, has promised the workers new jobs. A library will be opened in the town next spring.",
    "The Halden mill burned down.\nPolice are looking for two cyclists who were seen near the river.",
)


@pytest.fixture(scope="module")
def fire(parser: Parser) -> Told:
    return story(parser, *FIRE)


def _joined(told: Told, *pieces: tuple[str, str]) -> bool:
    """True where one claim holds a passage of each (article, words)."""
    return any(
        all(any(e.span.article == a and w in e.span.of(told.text(a)) for e in c.evidence) for a, w in pieces)
        for c in told.claims
    )


def test_retellings_stand_in_one_claim(fire: Told) -> None:
    assert _joined(fire, ("a", "fire destroyed"), ("b", "Flames gutted"))
    assert _joined(fire, ("a", "promised new jobs"), ("b", "promised the workers"))


def test_different_things_do_not(fire: Told) -> None:
    assert not _joined(fire, ("a", "newsprint"), ("b", "library"))
    assert not _joined(fire, ("b", "library"), ("c", "cyclists"))


def test_every_sentence_is_evidence_of_a_claim(fire: Told) -> None:
    held = {e.span for c in fire.claims for e in c.evidence}
    for r in fire.reports:
        for s in r.parse.sentences:
            assert any(h.article == r.id and h.start <= s.start < h.end for h in held), r.article.text[s.start : s.end]


def test_spans_lie_inside_the_text_and_the_statement_is_a_passage(fire: Told) -> None:
    for claim in fire.claims:
        texts = [e.span.of(fire.text(e.span.article)) for e in claim.evidence]
        assert claim.statement in texts
        for e, words in zip(claim.evidence, texts, strict=True):
            assert 0 <= e.span.start < e.span.end <= len(fire.text(e.span.article))
            assert len(e.span) <= 500
            assert words == words.strip()


def test_what_more_reports_tell_stands_first(fire: Told) -> None:
    held = [len({e.span.article for e in c.evidence}) for c in fire.claims]
    assert held[0] == max(held) > 1
    assert [c.weight for c in fire.claims] == sorted((c.weight for c in fire.claims), reverse=True)


def test_likeness_is_the_sum_of_the_rows_shown(fire: Told) -> None:
    told = [e for c in fire.claims for e in c.evidence if e.reasons]
    assert told
    for e in told:
        like, *rows = e.reasons
        total = sum(r.weight or 0.0 for r in rows)
        assert like.weight == pytest.approx(1 / (1 + np.exp(-total)), abs=2e-3)


def test_the_same_again_and_in_another_order(parser: Parser) -> None:
    first = story(parser, *FIRE)
    again = story(parser, *FIRE)
    assert first.claims == again.claims

    def groups(told: Told, names: str) -> set[frozenset[str]]:
        """Claims as sets of passages, each by its words: names of reports do not matter."""
        return {frozenset(e.span.of(told.text(e.span.article)) for e in c.evidence) for c in told.claims if names}

    turned = story(parser, *reversed(FIRE))
    assert groups(first, "abc") == groups(turned, "cba")


def test_a_spoken_passage_names_who_vouches(parser: Parser) -> None:
    told = story(
        parser,
        '"We will rebuild the harbour before winter," Governor Tomas Reyle said.',
        "The harbour will be rebuilt before winter.",
    )
    spoken = [e for c in told.claims for e in c.evidence if e.span.article == "a"]
    assert spoken
    assert any(e.quotation and e.vouchers for e in spoken)


def test_a_passage_without_the_number_of_the_statement_does_not_count(parser: Parser) -> None:
    told = story(
        parser,
        "Under the accord fifteen Irish boats may fish for herring in Icelandic waters.",
        "Under the accord Irish boats may fish for herring in Icelandic waters.",
    )
    (claim,) = [c for c in told.claims if len({e.span.article for e in c.evidence}) == 2]
    if "fifteen" in claim.statement:
        assert [e.span.article for e in claim.stating] == ["a"]
    else:
        assert [e.span.article for e in claim.stating] == ["a", "b"]


def test_clauses_share_out_the_words_of_a_sentence(parser: Parser) -> None:
    told = story(
        parser,
        "The minister, who had resigned over the audit in May, said that the bridge would be closed because engineers found cracks.",
    )
    parse = told.reports[0].parse
    found = clauses(parse, 0)
    words = sorted(i for c in found for i in c.tokens)
    assert words == list(range(parse.sentences[0].first, parse.sentences[0].last + 1))
    shown = [told.text("a")[parse.tokens[c.first].start : parse.tokens[c.last].end] for c in found]
    assert any(s.startswith("who had resigned") for s in shown)
    assert any("bridge would be closed" in s and "engineers" not in s for s in shown)


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), min_size=1, max_size=8))
def test_index_agrees_with_its_slow_twin(documents: list[list[str]]) -> None:
    index = StoryIndex(documents)
    terms = sorted({t for d in documents for t in d})
    weight = {t: float(np.log((1 + len(documents)) / sum(t in d for d in documents))) for t in terms}
    vectors = np.array([[(1 + np.log(d.count(t))) * weight[t] if t in d else 0.0 for t in terms] for d in documents])
    vectors = vectors.reshape(len(documents), len(terms))
    vectors /= np.sqrt((vectors**2).sum(axis=1, keepdims=True)).clip(1e-12)
    for i, one in enumerate(documents):
        cosine, shared = (rows[0] for rows in index.sums(i, i + 1))
        assert cosine == pytest.approx(vectors @ vectors[i])
        assert shared == pytest.approx([sum(weight[t] for t in set(one) & set(other)) for other in documents])


@given(st.lists(st.sets(st.sampled_from("abcdefg"), max_size=6), min_size=1, max_size=8))
def test_shared_agrees_with_its_slow_twin(documents: list[set[str]]) -> None:
    shared = Shared(documents, lambda held: 1.0 / held)
    weight = {m: 1.0 / sum(m in d for d in documents) for d in documents for m in d}
    for first in range(len(documents)):
        found = shared.sums(first, len(documents))
        for row, one in zip(found, documents[first:], strict=True):
            assert row == pytest.approx([sum(weight[m] for m in one & other) for other in documents])


def test_a_document_counts_as_often_as_it_is_printed() -> None:
    index = StoryIndex([["mill", "fire"], ["mill"]], [3, 1])
    assert index.weight_of == pytest.approx({"fire": np.log(5 / 3), "mill": np.log(5 / 4)})


def passage(report: int, words: str, *, speaker: str = "", who: str = "", place: float = 0.0) -> Passage:
    """A passage of these words, all of them terms."""
    terms = tuple(words.split())
    nothing = frozenset[str]()
    return Passage(
        report=report,
        rank=0,
        span=Span(article=str(report), start=0, end=len(words)),
        terms=terms,
        words=terms,
        named=tuple(t[0].isupper() for t in terms),
        place=place,
        entities=nothing if not who else frozenset({who}),
        numbers=frozenset(),
        utterances=nothing,
        kinds=nothing,
        speakers=frozenset({speaker}) if speaker else nothing,
        negated=False,
    )


REST = (passage(0, "harbour dredge winter"), passage(1, "council library vote"), passage(2, "tunnel toll lorry"))


def likeness_of(a: Passage, b: Passage, *more: Passage) -> float:
    return Likeness([a, b, *more, *REST]).of(0, 1)


def test_the_words_of_two_people_are_less_alike_than_those_of_one() -> None:
    said = "ferry captain ignored beacon twice"
    other = "captain ferry ignored warning beacon"
    same = likeness_of(passage(0, said, speaker="one"), passage(1, other, speaker="one"))
    two = likeness_of(passage(0, said, speaker="one"), passage(1, other, speaker="two"))
    assert WEAKEST < two < same


def test_passages_on_one_person_are_more_alike_than_those_on_two() -> None:
    said, other = "ferry captain ignored beacon twice", "captain ferry ignored warning beacon"
    same = likeness_of(passage(0, said, who="one"), passage(1, other, who="one"))
    two = likeness_of(passage(0, said, who="one"), passage(1, other, who="two"))
    assert WEAKEST < two < same


def test_words_that_only_say_that_something_is_said_do_not_count(parser: Parser) -> None:
    """ "Announced" and "insisted" are cues; what is said is the same."""
    told = story(
        parser,
        "The mayor announced that the harbour bridge will close in March.",
        "The mayor insisted that the harbour bridge will close in March.",
    )
    passages = passages_of(told.reports, told.entities, told.quotations)
    assert passages[0].terms == passages[1].terms
    assert {"announced", "insisted"}.isdisjoint([w for p in passages for w in p.words])


def test_a_passage_that_carries_less_of_the_statement_is_less_sure(parser: Parser) -> None:
    told = story(
        parser,
        "The council of Orvik closed the swimming pool and the library on Monday.",
        "On Monday the council of Orvik closed the swimming pool and the library.",
        "The council of Orvik closed the swimming pool.",
    )
    passages = passages_of(told.reports, told.entities, told.quotations)
    names = {e.id: e.name for e in told.entities}
    telling = [shared_keys().terms(r.parse) for r in told.reports]
    make = Claims(passages, Likeness(passages), told.reports, names, {}, telling)
    first, whole, part = make.claim((0, 1, 2), passages[0].span, 1.0).evidence
    assert first.certainty == 1.0
    assert part.certainty < whole.certainty


def test_who_says_it_is_not_part_of_what_is_stated(parser: Parser) -> None:
    """Two remarks of one person with a long title share most words; only what is said counts."""
    told = story(
        parser,
        "Mara Ellin, the director of the harbour museum of Orvik, said the boat hall leaks.\n"
        "Snow fell in the valley on Monday. A lorry blocked the tunnel for two hours.",
        "Mara Ellin, the director of the harbour museum of Orvik, said the café closes.\n"
        "The council voted on a new library. Two cyclists were seen near the river.",
    )
    passages = passages_of(told.reports, told.entities, told.quotations)
    names = {e.id: e.name for e in told.entities}
    telling = [shared_keys().terms(r.parse) for r in told.reports]
    sure = []
    for spoken in ({}, by_article(told.quotations)):
        make = Claims(passages, Likeness(passages), told.reports, names, spoken, telling)
        sure.append(make.claim((0, 3), passages[0].span, 1.0).evidence[1].certainty)
    assert 0 < sure[1] < sure[0] / 2


def test_passages_far_apart_in_their_reports_are_less_alike() -> None:
    said, other = "ferry captain ignored beacon twice", "captain ferry ignored warning beacon"
    assert likeness_of(passage(0, said), passage(1, other, place=1.0)) < likeness_of(
        passage(0, said), passage(1, other)
    )


def test_a_third_passage_brings_two_together_and_one_of_their_own_reports_does_not() -> None:
    one, two = passage(0, "ferry aground sandbank beacon"), passage(1, "beacon vessel captain sandbank")
    elsewhere = passage(2, "ferry aground captain vessel sandbank beacon")
    assert likeness_of(one, two, elsewhere) > likeness_of(one, two, elsewhere._replace(report=1))


def test_every_row_of_the_sum_has_its_unit_and_the_third_is_the_best_product() -> None:
    held = [passage(k % 3, words) for k, words in enumerate(("a b c", "b c d", "a c d e", "d e f", "a e f", "b f g"))]
    units = Units(held, {k: [k] for k in range(len(held))})
    assert set(units.of(0, 2)) == set(WEIGHTS)
    sums = sum(np.array(WEIGHTS[name]) * unit for name, unit in units.of(0, len(held)).items())
    likely = 1 / (1 + np.exp(-sums))
    likely[[[a.report == b.report for b in held] for a in held]] = 0.0
    rows, columns, _, third = paired(units)
    everywhere = thirds(units)
    assert len(rows)
    for i, j, unit in zip(rows.tolist(), columns.tolist(), third.tolist(), strict=True):
        assert unit == pytest.approx(max(likely[i, k] * likely[j, k] for k in range(len(held))), abs=1e-6)
        assert unit == pytest.approx(everywhere[i, j])
    assert THIRD > 0


def test_the_end_of_a_very_long_sentence_states_nothing(parser: Parser) -> None:
    tail = "and the harbour master of Halden closed the northern ferry pier on Monday evening."
    long = "Nobody at the mill spoke of it, " + "not the carter and not the cooper, " * 15 + tail
    told = story(parser, long, "The harbour master closed the northern ferry pier in Halden on Monday evening.")
    for claim in told.claims:
        held = [e.span for e in claim.evidence]
        assert all(len(span) <= 500 for span in held)
        assert any(span.contains(claim.statement_span) for span in held)


def test_no_word_excludes_its_own_synonym() -> None:
    known = synonyms()
    for part, kind in (("verb", "verb"), ("word", "noun")):
        for word, rows in opposites(part).items():
            for row in rows:
                for other, side in row.side.items():
                    same = known.get((kind, word), word) == known.get((kind, other), other)
                    assert not (same and side != row.side[word] and part == "verb"), (word, other)
