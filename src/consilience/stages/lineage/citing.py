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
from ...knowledge.publishers import (
    is_own,
    is_short_for,
    names_nobody,
    of_a_state,
    outlet_key,
    outlet_name,
    same_publisher,
)
from ...model.article import Article, Credit
from ...model.span import Span
from ...model.story import Report

LEAST_NAME = 5  # characters: shorter names of outlets are words, or initials, as often
REACH = 60  # characters before and behind a name in which the words of citing stand
CHAIN = 30  # characters between two credits of which the one cites the other
SENTENCE = 150  # the same where what was reported stands between: "X reported that …, citing Y"

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
# Of two citations in one sentence: does the first lean on the second, or the second on the first?
_CITING = (
    r"(?:cit(?:es|ed|ing)|quot(?:es|ed|ing)|referring to|refers to|with reference to|relying on|relies on"
    r"|credit(?:s|ed|ing)|attribut(?:es|ed|ing) (?:it|this|the \w+) to)"
)
_KIND = (
    r"(?:news agency|agency|newspaper|paper|daily|weekly|broadcaster|channel|television|website|site|magazine|outlet)"
)
_ONWARD = re.compile(
    rf"\b{_CITING}[\s,]*(?:(?:reports?|an? \w+|its|the)\s+(?:by|in|from|on)?\s*)?(?:\w+['’]s\s+)?(?:[\w-]+\s+){{0,2}}(?:the\s+)?$"
)
_BEGINS_ONWARD = re.compile(rf"{_CITING}\b")
_LEADS_ONWARD = re.compile(r"(?:Citing|Quoting|Referring to|With reference to|Relying on)\b")
_BACK = re.compile(r"(?:as )?(?:cited|quoted|relayed|carried|reported|republished|shown|broadcast) (?:by|in|on)\b")
_SPOKE = r"(?:report(?:s|ed)|sa(?:id|ys)|wr(?:ote|ites)|quot(?:es|ed)|reveal(?:s|ed)|publish(?:es|ed)|announced|not(?:es|ed)|add(?:s|ed))"
_SPEAKS = re.compile(rf"\b{_SPOKE}$")
_ACCORDING = re.compile(r"[Aa]ccording to\b")
_OTHER_VOICE = re.compile(rf"\b[A-Z][\w.]+,? {_SPOKE}\b|\b(?:but|while|although|though)\b|;")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s|\n")
_HOP = re.compile(
    rf"(?:\s(?:reports?|article|story|account|dispatch|reporter|correspondent|poll|said|reported))?[\s,]*"
    rf"(?:(?:which|that|who|in turn|itself|has|had|also|on \w+day)[\s,]+){{0,3}}(?:{_CITING}\s+)?(?:an?\s+)?"
    rf"(?:the\s+)?(?:[A-Z]\w+['’]s\s+)?"
    rf"(?:(?:state|state-run|state-owned|official|semi-official|private|local|national|regional|news)\s+){{0,3}}(?:(?P<kind>{_KIND})\s+)?"
    r"(?:the\s+)?(?P<name>(?:[A-Z][\w’'-]*\s){0,3}(?:[A-Z][\w’'-]*|state(?:-\w+)? (?:media|television|TV|radio|news agency)))"
    rf"(?P<after>\s{_KIND}\b)?"
)
_NAME_BEFORE = re.compile(
    rf"(?P<name>(?:[A-Z][\w’'-]*\s){{0,3}}[A-Z][\w’'-]*)(?P<after>\s(?:state\s)?{_KIND})?(?P<kind>)"
    r",?\s+(?:(?:is|was|were|(?:has|had) been|being)\s+)?(?:as\s+)?$"
)
_TITLE = re.compile(  # names that say themselves that they are an outlet's
    r"\b(?:Times|Post|News|Herald|Tribune|Gazette|Journal|Chronicle|Telegraph|Courier|Dispatch|Inquirer|Sentinel|Globe|Bulletin"
    r"|Observer|Register|Zeitung|Press|Television|Radio|TV)$"
)
_ISSUER = r"[A-Z][\w&.’'-]*(?:\s(?:(?:of|for|the|and|de)\s)*[A-Z][\w&.-]*){0,6}"
_ARTICLE = re.compile(r"^(?:The|An?|This|That)\b\s*")
_NOBODY = frozenset(
    "He She They It We I Officials Authorities Police Organizers Organisers His Her Their Its Our".split()
)
_ISSUED = r"(?:press|news|media) release"
_RELEASE = re.compile(
    rf"(?P<says>{_ISSUER})(?:,? (?:has|had|also|later))?,? (?:said|says|announced|wrote|stated|confirmed|noted|explained)"
    rf"(?:(?: on)? [A-Z]\w+day)? in (?:an?|its|their)(?: [a-z]+)? {_ISSUED}"
    rf"|\b{_ISSUED} (?:from|by|issued by|sent (?:out )?by|published by|put out by) (?:the )?(?P<by>{_ISSUER})"
    rf"|(?P<has>{_ISSUER})['’]s {_ISSUED}"
    rf"|\b(?!(?:The|An?|This|That) {_ISSUED})(?P<its>{_ISSUER}) {_ISSUED}"
)


def with_story_credits(reports: Sequence[Report]) -> list[Article]:
    """The articles of a story with the citations that only the story shows among their credits."""
    names = {}
    for report in reports:
        name = outlet_name(report.article.outlet) if report.article.outlet else ""
        bare = name.removeprefix("The ").removeprefix("the ")
        if len(bare) >= LEAST_NAME and bare[0].isupper() and "." not in bare and outlet_of(bare) is None:
            names[bare] = re.compile(rf"(?<!\w)(?:[Tt]he )?{re.escape(bare)}(?![\w-])")
    held = sorted({outlet_name(r.article.outlet) for r in reports if r.article.outlet})
    return [_named_in_full(_credited(r.article, names), held) for r in reports]


def _named_in_full(article: Article, held: list[str]) -> Article:
    """Credits by the last part of a name ("the Tribune") with the one outlet of the story that it can stand for."""
    out = []
    for credit in article.credits:
        full = [name for name in held if is_short_for(credit.name, name)] if credit.kind in ("cites", "wire") else []
        own = article.outlet is not None and is_own(credit.name, article.outlet, article.published)
        out.append(msgspec.structs.replace(credit, name=full[0]) if len(full) == 1 and not own else credit)
    return article if tuple(out) == article.credits else msgspec.structs.replace(article, credits=tuple(out))


def _credited(article: Article, names: dict[str, re.Pattern[str]]) -> Article:
    found = list(article.credits)
    for name, pattern in sorted(names.items()):
        if same_publisher(name, article.outlet, article.published):
            continue
        if article.byline and outlet_key(article.byline) == outlet_key(name):
            found.append(Credit(span=Span(article=article.id, start=0, end=0), name=name, kind="wire"))
        for low, high in article.paragraphs if name in article.text else ():  # most are not: a story has many outlets
            for match in pattern.finditer(article.text, low, high):
                span = _citation(article, match.start(), match.end(), low, high)
                if span is not None and not any(c.span.overlaps(span) for c in found):
                    found.append(Credit(span=span, name=name, kind="cites"))
    found = _hops(article, _taken_up(article, found)) + _releases(article, found)
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


def _releases(article: Article, found: list[Credit]) -> list[Credit]:
    """The press releases that a report names, by who issued them."""
    out: list[Credit] = []
    if not any(f"{kind} release" in article.text for kind in ("press", "news", "media")):
        return out
    for low, high in article.paragraphs:
        for match in _RELEASE.finditer(article.text, low, high):
            issuer = _ARTICLE.sub("", next(g for g in match.groups() if g)).rstrip(".,")
            if issuer in _NOBODY or not issuer:
                continue
            span = Span(article=article.id, start=match.start(), end=match.end())
            if not any(c.span.overlaps(span) for c in (*found, *out)):
                out.append(Credit(span=span, name=f"Press release of {issuer}", kind="cites"))
    return out


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
            name = _outlet_named(match)
            if name and name != credit.name and not any(c.span.overlaps(span) for c in out):
                out.append(Credit(span=span, name=name, kind="cites"))
    return out


def _outlet_named(match: re.Match[str]) -> str | None:
    """The outlet a match names: one of the table, a state's media, or a name that it calls an outlet."""
    name = match["name"]
    known = outlet_of(name)
    if known is not None:
        return known.name
    return (
        name if of_a_state(name) or match["kind"] or match["after"] or (" " in name and _TITLE.search(name)) else None
    )


def furthest(article: Article) -> dict[Credit, Credit]:
    """Credits of an article that lean on another one, with the one at the end of the chain: "X, citing Y"; "Y, quoted by X"."""
    cited = sorted((c for c in article.credits if c.kind == "cites"), key=lambda c: c.span)
    onward: dict[Credit, Credit] = {}
    for one, other in pairwise(cited):
        if one.name != other.name:
            onward |= {x: y for x, y in _leaning(article.text, one, other).items() if _says_who(y.name)}
    ends = {}
    for credit, after in onward.items():
        end, seen = after, {credit}
        while end in onward and end not in seen:
            seen.add(end)
            end = onward[end]
        ends[credit] = end
    return ends


def _says_who(name: str) -> bool:
    """True where a chain can end there: "local media" is nobody, and the outlet that cites it the furthest named origin."""
    return of_a_state(name) or not names_nobody(name)


def _leaning(text: str, one: Credit, other: Credit) -> dict[Credit, Credit]:
    """Of two citations, one behind the other, the one that leans on the other, where they are of one sentence."""
    between = text[one.span.end : other.span.start]
    first, second = one.span.of(text), other.span.of(text)
    if len(between) > SENTENCE or _SENTENCE_END.search(between) or _OTHER_VOICE.search(between):
        return {}
    if _BACK.match(second):
        return {other: one} if len(between) <= CHAIN else {}  # "Y, as quoted by X"
    if _BEGINS_ONWARD.match(second) and (len(between) <= CHAIN or between.rstrip().endswith(",")):
        return {one: other}  # "X reported (that …), citing Y"
    if len(between) > CHAIN:
        return {}
    if _ONWARD.search(text, one.span.start, other.span.start):
        return {one: other}  # "X, which quoted Y"
    beside, told = between.strip() in (",", ""), _SPEAKS.search(first) is not None
    if _LEADS_ONWARD.match(first) and beside:
        return {other: one}  # "Citing Y, X said"
    if not _SPEAKS.search(second):
        return {}
    if between.strip() == "that" and told:
        return {one: other}  # "X reported that Y had said"
    if beside and (told or _ACCORDING.match(first)):
        closed = text[other.span.end : other.span.end + 1] in (",", ".", ")", "")
        return (
            {other: one} if closed else {one: other} if not told else {}
        )  # "Y said, X reported."; "According to X, Y said that"
    return {}
