"""A statement that a fuller one already makes is told with it."""

from __future__ import annotations

import msgspec

from consilience.model.claim import Claim, ClaimStatus, Evidence
from consilience.model.span import Span
from consilience.stages.reconcile.nested import nested

LONG = "The ferry ran aground off the island and nine passengers were hurt"


def claim(
    ident: str, statement: str, articles: str, start: int = 0, status: ClaimStatus = "corroborated", sure: float = 1.0
) -> Claim:
    span = Span(article=articles[0], start=start, end=start + len(statement))
    others = tuple(Evidence(span=Span(article=a, start=0, end=60), origin=a, certainty=sure) for a in articles[1:])
    return Claim(
        id=ident,
        statement=statement,
        statement_span=span,
        status=status,
        independent=(len(articles), len(articles)),
        origins=tuple(articles),
        evidence=(Evidence(span=span, origin=articles[0]), *others),
    )


def parts(*claims: Claim) -> dict[str, str | None]:
    return {c.id: c.part_of for c in nested(claims)}


def test_a_clause_of_a_statement_on_the_same_reports_is_part_of_it() -> None:
    assert parts(claim("long", LONG, "ab"), claim("short", LONG[:20], "ab")) == {"long": None, "short": "long"}
    apart = claim("short", "the ferry ran aground off the island", "ba", start=500)
    assert parts(claim("long", LONG, "ab"), apart)["short"] == "long"


def test_what_more_reports_tell_stays_by_itself() -> None:
    assert parts(claim("long", LONG, "ab"), claim("short", LONG[:20], "abc"))["short"] is None
    unsure = claim("long", LONG, "ab", sure=0.4)
    assert parts(unsure, claim("short", LONG[:20], "ab"))["short"] is None


def test_what_a_single_origin_repeats_in_the_same_words_is_part_of_what_holds_it() -> None:
    again = claim("again", LONG, "b", start=900, status="single-origin")
    assert parts(claim("long", LONG, "ab"), again) == {"long": None, "again": "long"}
    assert [c.id for c in nested([again, claim("long", LONG, "ab")])] == ["long", "again"]
    apart = claim("apart", "the ferry ran aground off the island", "b", start=500, status="single-origin")
    assert parts(claim("long", LONG, "ab"), apart)["apart"] is None


def test_what_rests_on_the_very_same_passages_in_half_the_same_words_is_told_once() -> None:
    words = "Aboard the island ferry, which ran aground, passengers were hurt on Sunday"
    one = claim("one", words, "ab", status="single-origin")
    turned = msgspec.structs.replace(
        one, id="turned", statement="Passengers of the ferry which ran aground hurt themselves"
    )
    assert parts(one, turned) == {"one": None, "turned": "one"}
    alone = msgspec.structs.replace(turned, evidence=turned.evidence[:1])
    assert parts(one, alone)["turned"] is None


def test_two_passages_of_several_are_enough_where_more_reports_tell_the_other() -> None:
    wide = claim("wide", "The island ferry ran aground with passengers aboard", "abc")
    near = claim("near", "Passengers were aboard as the ferry ran aground on Sunday", "ab")
    near = msgspec.structs.replace(near, evidence=wide.evidence[:2])
    assert parts(wide, near) == {"wide": None, "near": "wide"}
    more = msgspec.structs.replace(
        near, id="more", statement=f"{near.statement} and a rescue crew of forty people from two towns towed it home"
    )
    assert parts(wide, more)["more"] is None
    other = msgspec.structs.replace(near, id="other", statement="Passengers of the ferry sued its owner over the delay")
    assert parts(wide, other)["other"] is None


def test_the_same_words_in_other_marks_are_told_once() -> None:
    curly = claim("curly", "The ferry’s master didn’t answer", "a", status="single-origin")
    plain = claim("plain", "The ferry's master didn't answer", "ab", status="single-origin")
    assert parts(plain, curly) == {"plain": None, "curly": "plain"}


def test_other_words_a_dispute_and_background_are_no_part() -> None:
    other = claim("other", "The master of the ferry was arrested", "ab", start=500)
    assert parts(claim("long", LONG, "ab"), other)["other"] is None
    assert parts(claim("long", LONG, "ab"), claim("short", LONG[:20], "ab", status="disputed"))["short"] is None
    earlier = msgspec.structs.replace(claim("short", LONG[:20], "ab"), background=True)
    assert parts(claim("long", LONG, "ab"), earlier)["short"] is None


def test_a_part_names_a_statement_that_is_itself_shown() -> None:
    rows = (claim("long", LONG, "abc"), claim("middle", LONG[:36], "abc"), claim("short", LONG[:20], "abc"))
    told = parts(*rows)
    assert told["long"] is None
    assert all(told[part] in {i for i, p in told.items() if p is None} for part in ("middle", "short"))
    assert nested(rows) == nested(rows)
