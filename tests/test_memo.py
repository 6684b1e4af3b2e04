"""Results kept by parse: worked out once for the same parse, never handed to another."""

from __future__ import annotations

from consilience.model.parse import Parse
from consilience.text import memo
from consilience.text.memo import OfParse


def empty(article: str) -> Parse:
    """A parse without tokens."""
    return Parse(article=article, tokens=(), sentences=(), children=())


def test_once_for_a_parse_and_anew_for_another() -> None:
    asked: list[str] = []
    name = OfParse(lambda p: asked.append(p.article) or p.article.upper())
    one, other = empty("a"), empty("b")
    assert [name(one), name(one), name(other), name(one)] == ["A", "A", "B", "A"]
    assert asked == ["a", "b"]


def test_an_equal_parse_is_another_parse_and_few_are_kept() -> None:
    asked: list[str] = []
    name = OfParse(lambda p: asked.append(p.article))
    kept = [empty("a") for _ in range(memo.MOST_KEPT + 1)]
    for parse in kept:
        name(parse)
    assert len(asked) == len(kept)
    name(kept[0])
    assert len(asked) == len(kept) + 1
