"""What is printed in the same words is stated in both, whatever the marks and dashes of the two papers."""

from __future__ import annotations

import pytest
from planted import report

from consilience.model.claim import Claim, Evidence
from consilience.model.span import Span
from consilience.stages.parse import Parser
from consilience.stages.reconcile.readings import Text
from consilience.stages.reconcile.verbatim import same_wording

CURLY = "The mayor’s office said the bridge “would not be closed” before Friday – not for lorries."
PLAIN = CURLY.translate(str.maketrans("’“”–", '\'""-'))
OTHER = "The mayor of Tresk wants the bridge closed before the weekend traffic sets in."


def passage(article: str, words: str, certainty: float = 1.0) -> Evidence:
    return Evidence(span=Span(article=article, start=0, end=len(words)), origin=article, certainty=certainty)


def claim(ident: str, statement: str, *evidence: Evidence) -> Claim:
    span = evidence[0].span
    return Claim(
        id=ident,
        statement=statement,
        statement_span=span,
        status="single-origin",
        independent=(1, 1),
        origins=(),
        evidence=evidence,
    )


@pytest.fixture(scope="module")
def text(parser: Parser) -> Text:
    return Text([report(parser, name, words) for name, words in (("a", CURLY), ("b", PLAIN), ("c", OTHER))])


def test_a_passage_in_the_words_of_the_statement_counts(text: Text) -> None:
    told = claim("one", CURLY, passage("a", CURLY), passage("b", PLAIN, 0.65), passage("c", OTHER, 0.65))
    assert [e.certainty for e in same_wording(text, [told])[0].evidence] == [1.0, 1.0, 0.65]


def test_of_two_statements_in_the_same_words_the_first_has_all_sure_passages(text: Text) -> None:
    one, two = (
        claim("one", CURLY, passage("a", CURLY)),
        claim("two", PLAIN, passage("b", PLAIN), passage("c", OTHER, 0.3)),
    )
    first, second = same_wording(text, [one, two])
    assert [(e.span.article, e.certainty) for e in first.evidence] == [("a", 1.0), ("b", 1.0)]
    assert second == two


def test_other_words_and_short_sentences_stay_apart(text: Text) -> None:
    one, other = claim("one", CURLY, passage("a", CURLY)), claim("other", OTHER, passage("c", OTHER))
    assert same_wording(text, [one, other]) == [one, other]
    short = [claim(name, "He did not answer.", passage(name, "He did not answer.")) for name in "ab"]
    assert same_wording(text, short) == short
