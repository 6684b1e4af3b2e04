from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.model.annotation import Quotation
from consilience.model.article import Article, Capture
from consilience.model.lineage import Passage, TextReuse
from consilience.model.parse import Parse
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.copies import contained, reuse
from consilience.text.compare import one_to_one
from consilience.text.restated import restated
from consilience.text.shingle import REPEATS, SEED, Words, fold, index_seeds, read_words, shared_runs, shingles

HARBOUR = (
    "A cargo ship loaded with timber sank in the harbour of Nordvik early on Monday after it struck a breakwater.\n"
    "All nine sailors were picked up by a pilot boat within twenty minutes, the port authority said.\n"
    "Divers will inspect the wreck on Thursday, once the wind has dropped and the oil booms are in place.\n"
    "The owner, a small firm from Halm, bought the vessel last spring for less than a million crowns.\n"
)
BRIDGE = (
    "The mayor of Estrel opened a footbridge over the Lune on Saturday, two years later than planned.\n"
    "Cyclists had waited long for it, and several hundred of them rode across behind a brass band.\n"
    "Its steel arch came from a yard that also builds ferries, and was floated up the river at night.\n"
)


def make(name: str, text: str, quotations: Sequence[tuple[int, int]] = ()) -> Report:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    rows = tuple(
        Quotation(id=f"{name}{start}", article=name, content=(Span(article=name, start=start, end=end),), direct=True)
        for start, end in quotations
    )
    article = Article(id=name, text=text, capture=capture, paragraphs=tuple(spans))
    return Report(article=article, parse=Parse(article=name, tokens=(), sentences=(), children=()), quotations=rows)


def pair(a: str, b: str) -> TextReuse:
    (found,) = reuse([make("a", a), make("b", b)])
    return found


def covered(found: TextReuse, text: str, side: str, *, quoted: bool | None = None) -> str:
    marks = [False] * len(text)
    for p in found.passages:
        if quoted is None or p.quoted == quoted:
            start, end = (p.a_start, p.a_end) if side == "a" else (p.b_start, p.b_end)
            marks[start:end] = [True] * (end - start)
    return "".join(c for c, mark in zip(text, marks, strict=True) if mark)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"), ("organised", "organized"), ("centre", "center"), ("defence", "defense"), ("U.S.", "US"),
        ("Nordvik's", "Nordvik"), ("10,000", "10000"), ("5:10", "5.10"), ("travelled", "traveled"), ("twelve", "12"), ("Café", "cafe"),
    ],
)  # fmt: skip
def test_variants_of_one_word_have_one_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("thirteen", "12"), ("dead", "deaf"), ("sun", "son"), ("four", "for")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_identical_texts_are_one_verbatim_passage() -> None:
    found = pair(HARBOUR, HARBOUR)
    assert found.containment == 1.0
    assert [(p.a_start, p.score, p.quoted) for p in found.passages] == [(0, 1.0, False)]
    assert found.passages[0].a_end == len(HARBOUR.rstrip()) - 1  # the last full stop is no word


def test_other_event_shares_nothing() -> None:
    found = pair(HARBOUR, BRIDGE)
    assert found.passages == ()
    assert found.containment == 0.0


def test_relation_is_left_open() -> None:
    assert pair(HARBOUR, HARBOUR).relation == "not judged"


def test_paragraphs_in_another_order_are_found_each() -> None:
    lines = HARBOUR.strip().split("\n")
    turned = "\n".join(reversed(lines)) + "\n"
    found = pair(HARBOUR, turned)
    assert found.containment > 0.8  # only sequences across paragraphs are lost
    for line in lines:
        assert any(
            HARBOUR[p.a_start : p.a_end] == line.rstrip(".") == turned[p.b_start : p.b_end] for p in found.passages
        )


def test_edited_sentence_is_one_passage_on_both_sides() -> None:
    base = "Divers will inspect the wreck on Thursday, once the wind has dropped and the oil booms are in place."
    edited = "Divers will examine the wreck on Thursday, once the strong wind has dropped and all the oil booms are in place."
    found = pair(base, edited)
    assert [(base[p.a_start : p.a_end], edited[p.b_start : p.b_end]) for p in found.passages] == [
        (base[:-1], edited[:-1])
    ]
    assert 0.7 < found.passages[0].score < 1.0


def test_british_spelling_does_not_break_a_passage() -> None:
    american = "The harbor program was canceled after organizers criticized the defense center of the neighboring town."
    british = (
        "The harbour programme was cancelled after organisers criticised the defence centre of the neighbouring town."
    )
    found = pair(american, british)
    assert [p.score for p in found.passages] == [1.0]
    assert found.containment == 1.0


def test_containment_is_of_the_shorter_text() -> None:
    first = HARBOUR.split("\n", maxsplit=1)[0] + "\n"
    assert pair(first, HARBOUR).containment == pair(HARBOUR, first).containment == 1.0


def test_half_own_text_is_left_uncovered() -> None:
    both = HARBOUR + BRIDGE
    found = pair(HARBOUR, both)
    assert covered(found, both, "b").count("footbridge") == 0
    assert len(covered(found, both, "b")) > 0.95 * len(HARBOUR.replace("\n", ""))


def test_text_printed_twice_is_aligned_twice() -> None:
    line = HARBOUR.split("\n")[1]
    twice = f"{line}\n{BRIDGE}{line}\n"
    found = pair(HARBOUR, twice)
    assert covered(found, twice, "b").count("pilot boat") == 2


def test_shared_quotations_are_told_apart_from_prose() -> None:
    speech = "“We heard a long groan in the hull and then the deck was simply no longer there,” said the cook."
    a = f"{HARBOUR}{speech}\n"
    b = f"{BRIDGE}A cook told us: “We heard a long groan in the hull and then the deck was simply no longer there.”\n"
    found = pair(a, b)
    assert [p.quoted for p in found.passages] == [True]
    assert found.containment == 0.0


def test_quotations_that_were_read_go_before_marks() -> None:
    words = "we heard a long groan in the hull and then the deck was simply no longer there"
    a, b = f"The cook: {words}.\n{HARBOUR}", f"{BRIDGE}The cook: {words}.\n"
    marked = [make("a", a, [(10, 10 + len(words))]), make("b", b, [(b.index(words), b.index(words) + len(words))])]
    assert [p.quoted for p in reuse(marked)[0].passages] == [True]
    assert [p.quoted for p in pair(a, b).passages] == [False]


def test_quotation_inside_copied_prose_is_cut_out() -> None:
    text = (
        f"{HARBOUR}“The deck went first, and then there was nothing but timber all around us,” the cook said.\n{BRIDGE}"
    )
    found = pair(text, text)
    assert {p.quoted for p in found.passages} == {False, True}
    assert "brass band" in covered(found, text, "a", quoted=False)
    assert covered(found, text, "a", quoted=True).startswith("The deck went first")


def test_scare_quotes_do_not_cut_a_passage() -> None:
    text = "The company says the two boats “bumped into each” other near the quay on Wednesday morning and nobody was hurt at all."
    assert [p.quoted for p in pair(text, text).passages] == [False]


def test_embedded_posts_are_quotations() -> None:
    post = "My train has been standing in a field of cows for two hours now, please send hay — Ida (@idarides) May 3"
    found = pair(f"{HARBOUR}{post}\n", f"{BRIDGE}{post}\n")
    assert {p.quoted for p in found.passages} == {True}
    assert found.containment == 0.0


def test_text_outside_the_paragraphs_is_not_compared() -> None:
    a = make("a", HARBOUR)
    line = HARBOUR.index("\n")
    cut = Article(id="b", text=HARBOUR, capture=a.article.capture, paragraphs=((0, line),))
    (found,) = reuse([a, Report(article=cut, parse=a.parse)])
    assert max(p.b_end for p in found.passages) <= line


def test_every_pair_has_a_row_in_order() -> None:
    reports = [make(name, text) for name, text in (("x", HARBOUR), ("y", BRIDGE), ("z", HARBOUR))]
    assert [(p.a, p.b) for p in reuse(reports)] == [("x", "y"), ("x", "z"), ("y", "z")]
    assert reuse(reports) == reuse(reports)


def test_empty_and_tiny_reports() -> None:
    assert reuse([]) == ()
    assert [p.containment for p in reuse([make("a", ""), make("b", "Two words"), make("c", HARBOUR)])] == [
        0.0,
        0.0,
        0.0,
    ]


texts = st.lists(st.sampled_from("ab cd ef gh ij kl mn".split()), max_size=40).map(" ".join)


@given(texts, texts)
def test_spans_stand_inside_their_texts(a: str, b: str) -> None:
    for p in pair(a, b).passages:
        assert 0 <= p.a_start < p.a_end <= len(a)
        assert 0 <= p.b_start < p.b_end <= len(b)
        assert 0 < p.score <= 1
        if p.score == 1:
            assert a[p.a_start : p.a_end] == b[p.b_start : p.b_end]


def slow_runs(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int, int]]:
    """Maximal runs by comparing all places, seeds that stand too often left out: the obvious twin of `shared_runs`."""
    seeds = {
        (i, j) for i in range(len(a) - SEED + 1) for j in range(len(b) - SEED + 1) if a[i : i + SEED] == b[j : j + SEED]
    }
    usual = {(i, j) for i, j in seeds if sum(x == i for x, _ in seeds) * sum(y == j for _, y in seeds) <= REPEATS}
    runs = []
    for i, j in usual:
        if (i - 1, j - 1) not in usual:
            length = SEED
            while (i + length - SEED + 1, j + length - SEED + 1) in usual:
                length += 1
            runs.append((i, j, length))
    return sorted(runs)


words = st.lists(st.integers(0, 4), max_size=25)


def as_words(ids: Sequence[int]) -> Words:
    places = np.arange(len(ids), dtype=np.int64)
    return Words(np.array(ids, np.int64), places, places + 1, np.array([0, len(ids)], np.int64))


@given(words, words)
def test_runs_agree_with_the_slow_twin(a: list[int], b: list[int]) -> None:
    seeds = index_seeds([as_words(a), as_words(b)])
    assert shared_runs(*seeds) == slow_runs(a, b)


@given(words, words)
def test_one_to_one_uses_no_word_twice(a: list[int], b: list[int]) -> None:
    runs = shared_runs(*index_seeds([as_words(a), as_words(b)]))
    kept = one_to_one(runs, SEED, len(a), len(b))
    for side in (0, 1):
        used = [run[side] + k for run in kept for k in range(run[2])]
        assert len(used) == len(set(used))
    assert all(a[p : p + n] == b[q : q + n] for p, q, n in kept)


@given(st.lists(st.integers(0, 3), min_size=5, max_size=30), st.lists(st.integers(0, 3), max_size=30))
def test_containment_agrees_with_sets(a: list[int], b: list[int]) -> None:
    fives = [shingles(np.array(x, np.int64), 5) for x in (a, b)]
    told = contained(fives[0], np.unique(fives[1]), np.zeros(len(a), np.bool_))
    theirs = {tuple(b[i : i + 5]) for i in range(len(b) - 4)}
    own = [tuple(a[i : i + 5]) for i in range(len(a) - 4)]
    assert told == pytest.approx(sum(x in theirs for x in own) / len(own), abs=1e-4)


def test_words_keep_their_offsets() -> None:
    text = "“Stop,” the U.S. envoy's aide said at 5:10 a.m.; 1,200 left."
    read = read_words(text, [(0, len(text))], {}, {})
    printed = [text[s:e] for s, e in zip(read.starts, read.ends, strict=True)]
    assert printed == ["Stop", "the", "U.S.", "envoy's", "aide", "said", "at", "5:10", "a.m.", "1,200", "left"]


TURNED = (
    "The owner, a small firm from Halm, bought the old vessel last spring for less than a million crowns in cash.",
    "For less than a million crowns in cash, a small firm from Halm, now its owner, bought the aged vessel last spring.",
)


def widened(a: str, b: str) -> tuple[Passage, ...]:
    vocabulary: dict[str, int] = {}
    read = [read_words(text, [(0, len(text))], vocabulary, {}) for text in (a, b)]
    return restated(pair(a, b).passages, read[0], read[1])


def test_sentence_with_its_clauses_turned_is_covered_whole() -> None:
    one, other = TURNED
    before = pair(one, other).passages
    found = widened(one, other)
    assert len(found) == len(before) > 1
    assert min(p.a_start for p in found) == min(p.b_start for p in found) == 0
    assert max(p.a_end for p in found) == len(one) - 1
    assert max(p.b_end for p in found) == len(other) - 1
    assert sum(p.a_end - p.a_start for p in found) > 0.95 * len(one) - 2 * len(found)
    assert all(p.score < 1 for p, q in zip(found, before, strict=True) if p != q)


def test_sentence_that_shares_one_clause_keeps_its_passage() -> None:
    one = TURNED[0]
    other = "For less than a million crowns in cash, the mayor told us, nobody gets a decent brass band these days."
    assert widened(one, other) == pair(one, other).passages


def test_text_of_its_own_between_copied_sentences_stays_outside() -> None:
    both = HARBOUR.replace("\nDivers", f"\n{BRIDGE}Divers")
    assert widened(HARBOUR, both) == pair(HARBOUR, both).passages


@given(texts, texts)
def test_widened_passages_hold_the_old_ones(a: str, b: str) -> None:
    before = pair(a, b).passages
    for old, new in zip(before, widened(a, b), strict=True):
        assert 0 <= new.a_start <= old.a_start < old.a_end <= new.a_end <= len(a)
        assert 0 <= new.b_start <= old.b_start < old.b_end <= new.b_end <= len(b)
        assert 0 < new.score <= 1
