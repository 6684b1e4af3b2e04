"""Citations that only the story shows: of outlets whose reports are held, in words that take a citation up again, in bylines.

An article alone can be read for outlets of the table. In a story the names of the other reports' outlets are known
too, however small they are. What is found is added to the credits of the articles; nothing is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from ...knowledge.outlets import outlet_of
from ...knowledge.publishers import of_a_state, outlet_key, outlet_name, same_publisher
from ...model.article import Article, Credit
from ...model.span import Span
from ...model.story import Report

LEAST_NAME = 5  # characters: shorter names of outlets are words, or initials, as often
REACH = 60  # characters before and behind a name in which the words of citing stand
CHAIN = 30  # characters between two credits of which the one cites the other

_BEFORE = re.compile(
    r"(?:\b(?:according to|reports?|reported|told|tells|cit(?:es|ed|ing)|quot(?:es|ed|ing)|sa(?:id|ys)|wr(?:ote|ites)"
    r"|(?:reported|published|carried|printed|quoted|cited|seen|obtained|broadcast|revealed)(?: first)? (?:by|in|on)"
    r"|interview(?:ed)? (?:with|by|in)|(?:spoke|speaking|statements?|comments?|remarks) (?:to|with)|reports? (?:by|in|from))"
    r"\s+(?:the\s+)?(?:(?:news|local|regional|daily|weekly|state)\s+)*"
    r"(?:(?:agency|newspaper|paper|daily|site|website|broadcaster|magazine|outlet)\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"['’]?s?,?\s+(?:(?:news|agency|newspaper|website|site|reporter|correspondent|daily|magazine)\s+){0,2}"
    r"(?:(?:has|had|also|first|earlier|later|on \w+day)\s+){0,2}"
    r"(?:report(?:s|ed)|sa(?:id|ys)|wr(?:ote|ites)|quot(?:es|ed|ing)|cit(?:es|ed|ing)|reveal(?:s|ed)|publish(?:es|ed)"
    r"|add(?:s|ed)|not(?:es|ed)|learn(?:s|ed|t)|found|told)\b"
)
_AGAIN = re.compile(
    r"\b[Aa]ccording to the (?:news agency|newspaper|paper|broadcaster|news (?:web)?site)\b"
    r"|\b[Tt]he (?:news agency|newspaper|paper|broadcaster|news (?:web)?site) (?:(?:also|has|had|further) )?"
    r"(?:report(?:s|ed)|sa(?:id|ys)|wr(?:ote|ites)|quot(?:es|ed)|cit(?:es|ed)|add(?:s|ed))\b"
)
# Of two citations side by side: does the first lean on the second, or the second on the first?
_CITING = (
    r"(?:cit(?:es|ed|ing)|quot(?:es|ed|ing)|referring to|refers to|with reference to|relying on|relies on|crediting)"
)
_ONWARD = re.compile(rf"\b{_CITING}[\s,]*(?:(?:reports?|an? \w+|its|the)\s+(?:by|in|from|on)?\s*)?$")
_BEGINS_ONWARD = re.compile(rf"{_CITING}\b")
_BACK = re.compile(r"(?:as )?(?:cited|quoted|relayed|carried|reported|republished|shown|broadcast) (?:by|in|on)\b")
_HOP = re.compile(
    rf"[\s,]*(?:(?:which|that|who|in turn|itself|has|had|also)\s+){{0,3}}(?:{_CITING}\s+)?(?:the\s+)?"
    r"(?P<name>(?:[A-Z][\w’'-]*\s){0,3}(?:[A-Z][\w’'-]*|state(?:-\w+)? (?:media|television|TV|radio|news agency)))"
)
_NAME_BEFORE = re.compile(r"(?P<name>(?:[A-Z][\w’'-]*\s){0,3}[A-Z][\w’'-]*),?\s+(?:as\s+)?$")


def with_story_credits(reports: Sequence[Report]) -> list[Article]:
    """The articles of a story with the citations that only the story shows among their credits."""
    names = {}
    for report in reports:
        name = outlet_name(report.article.outlet) if report.article.outlet else ""
        bare = name.removeprefix("The ").removeprefix("the ")
        if len(bare) >= LEAST_NAME and bare[0].isupper() and "." not in bare and outlet_of(bare) is None:
            names[bare] = re.compile(rf"(?<!\w)(?:[Tt]he )?{re.escape(bare)}(?![\w-])")
    return [_credited(r.article, names) for r in reports]


def _credited(article: Article, names: dict[str, re.Pattern[str]]) -> Article:
    found = list(article.credits)
    for name, pattern in sorted(names.items()):
        if same_publisher(name, article.outlet, article.published):
            continue
        if article.byline and outlet_key(article.byline) == outlet_key(name):
            found.append(Credit(span=Span(article=article.id, start=0, end=0), name=name, kind="wire"))
        for low, high in article.paragraphs:
            for match in pattern.finditer(article.text, low, high):
                span = _citation(article, match.start(), match.end(), low, high)
                if span is not None and not any(c.span.overlaps(span) for c in found):
                    found.append(Credit(span=span, name=name, kind="cites"))
    found = _hops(article, _taken_up(article, found))
    if len(found) == len(article.credits):
        return article
    return msgspec.structs.replace(article, credits=tuple(sorted(found, key=lambda c: (c.span, c.kind, c.name))))


def _citation(article: Article, start: int, end: int, low: int, high: int) -> Span | None:
    """The span of a citation around a name; None where no words of citing stand beside it."""
    before = _BEFORE.search(article.text, max(low, start - REACH), start)
    if before is not None:
        return Span(article=article.id, start=before.start(), end=end)
    after = _AFTER.match(article.text, end, min(high, end + REACH))
    return None if after is None else Span(article=article.id, start=start, end=after.end())


def _taken_up(article: Article, found: list[Credit]) -> list[Credit]:
    """The credits and those of "the newspaper", which is the outlet cited last before it."""
    cited = sorted((c.span.start, c.name) for c in found if c.kind == "cites")
    out = list(found)
    for low, high in article.paragraphs if cited else ():
        for match in _AGAIN.finditer(article.text, low, high):
            before = [name for at, name in cited if at < match.start()]
            span = Span(article=article.id, start=match.start(), end=match.end())
            if before and not any(c.span.overlaps(span) for c in out):
                out.append(Credit(span=span, name=before[-1], kind="cites"))
    return out


def _hops(article: Article, found: list[Credit]) -> list[Credit]:
    """The credits and the outlets of the table that one of them is said to lean on: "X, which quoted Y"; "Y, as quoted by X"."""
    out = list(found)
    for credit in found:
        if credit.kind != "cites":
            continue
        matches = []
        ahead = _HOP.match(article.text, credit.span.end, credit.span.end + REACH)
        if ahead is not None and _ONWARD.search(article.text, credit.span.start, ahead.start("name")):
            matches.append(ahead)
        if _BACK.match(article.text, credit.span.start):
            behind = _NAME_BEFORE.search(article.text, max(0, credit.span.start - REACH), credit.span.start)
            matches += [behind] if behind is not None else []
        for match in matches:
            span = Span(article=article.id, start=match.start("name"), end=match.end("name"))
            known = outlet_of(match["name"])
            name = known.name if known else match["name"] if of_a_state(match["name"]) else None
            if name and name != credit.name and not any(c.span.overlaps(span) for c in out):
                out.append(Credit(span=span, name=name, kind="cites"))
    return out


def furthest(article: Article) -> dict[Credit, Credit]:
    """Credits of an article that lean on another one, with the one at the end of the chain: "X, citing Y"; "Y, quoted by X"."""
    cited = sorted((c for c in article.credits if c.kind == "cites"), key=lambda c: c.span)
    onward: dict[Credit, Credit] = {}
    for one, other in pairwise(cited):
        between = article.text[one.span.end : other.span.start]
        if len(between) > CHAIN or "." in between or "\n" in between or one.name == other.name:
            continue
        second = other.span.of(article.text)
        if _BACK.match(second):
            onward[other] = one
        elif _BEGINS_ONWARD.match(second) or _ONWARD.search(article.text, one.span.start, other.span.start):
            onward[one] = other
    ends = {}
    for credit, after in onward.items():
        end, seen = after, {credit}
        while end in onward and end not in seen:
            seen.add(end)
            end = onward[end]
        ends[credit] = end
    return ends
