"""Who is credited: agencies whose text or pictures stand in the report, and outlets that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...knowledge.outlets import Outlet, by_first_word, outlet_of
from ...model.article import Credit, CreditKind
from ...model.span import Span
from .page import Mark, Page

REACH = 90  # code points before and behind a name in which the words of citing stand

_BEFORE = re.compile(
    r"(?:\b(?i:told|tells?|telling|according to|per|citing|cites?|cited by|quoting|quoted by|quotes?|reported by|published (?:by|in"
    r"|on)|interview(?:ed)? (?:with|to|by|on|in)"
    r"|sp(?:oke|oken|eaking|eaks) (?:to|with|on)|seen by|obtained by|reviewed by|verified by|statement to|statements to"
    r"|confirmed to|comments? (?:to|in|on)|remarks to|asked by"
    r"|footage (?:from|by)|reports? (?:by|in|from|on)|column in|article in|story in|op-ed (?:column )?in|editorial in|writing in"
    r"|wrote in|appear(?:ed|ing) on|analysis by"
    r"|poll (?:by|for)|conversation with|broadcast (?:on|by)|aired (?:on|by)|carried by|shown (?:on|by)|run by|relayed by"
    r"|monitored by|posted by|told [A-Z]\w+ [A-Z]\w+ of)\s+(?:(?:a|an|the|both|its|state(?:-run| news agency| broadcaster| media"
    r"| TV)?|news agency|broadcaster|newspaper"
    r"|local|American|British|Russian|German|French|Turkish|Israeli|Chinese|Iranian|US|U\.S\.|daily|tabloid|magazine|television|TV"
    r"|radio|website|Russia's|China's|Iran's|Germany's|Israel's|left-wing|right-wing|liberal|conservative)\s+){0,4})$"
)
_KIND_BEFORE = re.compile(
    r"(?:(?:\b[A-Z][\w.]+['’]?s? )?(?:(?:state|state-run|state-owned|official|semi-official|left-wing|right-wing|liberal"
    r"|conservative|public|private|local|national|daily|news) )*(?:newspaper|news agency|broadcaster|agency|daily|tabloid|magazine"
    r"|news site|news website|channel|TV channel|radio station)\s+(?:the\s+)?)$"
)
_AFTER = re.compile(
    r"['’]?s?,?\s+(?:(?:newspaper|news agency|news|agency|daily|television|TV|radio|channel|television channel|website|magazine"
    r"|reporter|correspondent|poll|report)\s+){0,3}"
    r"(?:(?:has|had|have|also|later|first|earlier|previously|quickly|on \w+day|\w+day)\s+)*"
    r"(?:report(?:s|ed|edly|ing)?|repoted|said|says|quotes?|quoted|cites?|cited|notes?|noted|wr(?:ote|ites)|publish(?:es|ed)"
    r"|broadcast|aired|revealed|found|confirmed|learned|announced|add(?:s|ed)|show(?:s|ed)|tweeted|citing|quoting|released"
    r"|calculated)\b"
)
_TYPE = (
    "Times|Post|News|Herald|Tribune|Gazette|Journal|Chronicle|Enquirer|Examiner|Telegraph|Courier|Dispatch|Inquirer|Sentinel|Globe"
    "|Bulletin|Observer|Register|Zeitung|Cardinal|Ledger|Republic|Advocate|Mercury|Citizen|Argus|Press|Magazine|Television|Radio"
)
_CALL_SIGNS = re.compile(r"[KW][A-Z]{2,3}\b")
_OTHER_HINTS = (*_TYPE.split("|"), "Information from: ")
_OTHER_OUTLET = rf"(?:[A-Z][\w.'’&-]*\s){{0,4}}(?:[A-Z][a-z]+-)?(?:{_TYPE})(?:-[A-Z][a-z]+)?(?:\s(?:News|TV|Radio))?"
_CALL_SIGN = r"[KW][A-Z]{2,3}(?:-TV|-FM|-AM| TV| News)?"
_OTHER = re.compile(
    rf"(?:\b(?i:according to(?: by)?|told|tells|interview with|reported by|released by|aired (?:on|by)|reports? (?:by|in|from)"
    rf"|citing|spoke to|speaking to|published (?:by|in))"
    rf"\s+(?:(?i:the|a)\s+)?(?P<a>{_OTHER_OUTLET}|{_CALL_SIGN})\b"
    rf"|(?:\b[Tt]he )?\b(?P<b>{_OTHER_OUTLET}|{_CALL_SIGN})\s+(?:newspaper |daily )?(?:reports|reported|says|said|quoted|notes"
    rf"|noted|television channel)\b"
    rf"|\bInformation from: (?P<d>[^,\n]+))"
)
_MEDIA_HINTS = (
    "media",
    "Media",
    "television",
    "TV",
    "news agenc",
    "newspaper",
    "radio",
    "broadcaster",
    "press",
    "outlet",
    " paper",
)
_PARTS = frozenset({"news agenc", "newspaper", "outlet", "broadcaster", "television", " paper"})  # begin a longer word
_QUALIFIED = (
    r"(?:state(?:-run|-owned|-affiliated|-controlled|-linked)?|local|national|official|foreign|Western|independent|regional|US|U\.S\.|American"
    r"|[A-Z][a-z]+(?:an|ian|ese|ish|ch|i))"
)
_GENERIC = re.compile(
    rf"\b(?i:told|according to|quoted by|cited by|reported by|citing|interview with|told a"
    rf"|to a)\s+(?P<a>(?:[A-Z]\w+ )?{_QUALIFIED}\s+(?:media|television|TV|news agenc(?:y|ies)|newspapers?|radio|broadcasters?|press"
    rf"|outlets?|papers?))\b(?: reports?)?"
    rf"|\b(?P<b>(?:(?:{_QUALIFIED}|other|several|some)\s+){{0,2}}(?:[Mm]edia(?: outlets)?|television|TV|news agencies|newspapers))"
    rf" (?:(?:have|has|had|also) )?(?:report(?:s|ed)?|sa(?:id|ys?)|show(?:ed|s)?|quoted|suggest(?:ed|s)?|indicate[ds]?|cited?)\b"
)
_WIRE_FOLDERS = {
    "ap": "Associated Press", "aponline": "Associated Press", "apwire": "Associated Press", "ap-wire": "Associated Press",
    "associated-press": "Associated Press", "reuters": "Reuters", "reuters-wire": "Reuters", "afp": "Agence France-Presse",
    "dpa": "Deutsche Presse-Agentur", "pti": "Press Trust of India", "pti-news": "Press Trust of India", "ani": "Asian News International",
    "ians": "Indo-Asian News Service", "upi": "United Press International", "xinhua": "Xinhua", "bloomberg": "Bloomberg",
    "aap": "Australian Associated Press",
}  # fmt: skip
_NAME_START = re.compile(r"(?<![\w@#.-])(?:[A-Z][\w&'’.+-]*|ČTK)")
_POSSESSIVE = re.compile(r"[.'’]+s?[.'’]*$")
_AGENCIES = re.compile(
    r"\(Agencies\)|\bAdditional reporting (?:by|from) agencies\b|\b[Ww]ith (?:inputs? from )?agenc(?:y|ies)(?: inputs?)?\b"
)
_COPYRIGHT = re.compile(
    r"[Cc]opyright (?:©|\(c\))? ?\d{4} (?:by )?(?P<name>[^.\n]{2,60}?)(?:\.|,| All rights|$)", re.MULTILINE
)


def credits_of(page: Page, marks: Sequence[Mark], article: str, outlet: str | None) -> list[Credit]:
    """Credits of one article in order of text; `outlet` publishes it."""
    found: set[tuple[int, int, str, CreditKind]] = set()
    for mark in marks:
        found |= set(_in_furniture(page, mark, outlet))
    at = _cover(marks)
    for start, end, name, kind in _cited(page):
        if not any(s <= start < e for s, e in at.get(start // 1000, ())):
            found.add((start, end, name, kind))
    return [Credit(span=Span(article=article, start=s, end=e), name=n, kind=k) for s, e, n, k in sorted(found)]


def wire_of_address(url: str) -> str | None:
    """The agency that an address names as the writer: ".../wires/afp/article-1", ".../aponline/..."; None where it names none."""
    for part in url.split("//", 1)[-1].lower().split("/")[1:-1]:
        known = _WIRE_FOLDERS.get(part)
        if known:
            return known
    return None


def _cover(marks: Sequence[Mark]) -> dict[int, list[tuple[int, int]]]:
    """Marks by thousands of code points, so that a place is looked up in constant time."""
    by_block: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        for block in range(mark.start // 1000, mark.end // 1000 + 1):
            by_block.setdefault(block, []).append((mark.start, mark.end))
    return by_block


def _in_furniture(page: Page, mark: Mark, outlet: str | None) -> Iterator[tuple[int, int, str, CreditKind]]:
    """Agencies in captions, sign-offs, copyright lines and syndication notes."""
    text, start, end = page.text, mark.start, mark.end
    if mark.reason == "photo caption":
        seen = set()
        for at, stop, known in _names(text, start, end):
            if known.kind != "outlet" and known.name not in seen and _is_credit(text, start, end, at, stop):
                seen.add(known.name)
                yield at, stop, known.name, "photo"
    elif mark.reason == "sign-off":
        names = [(at, stop, known) for at, stop, known in _names(text, start, end) if known.kind != "outlet"]
        if names:
            yield start, end, names[0][2].name, "wire"
        elif _AGENCIES.search(text, start, end):
            yield start, end, "agencies", "wire"
        elif " by " in text[start:end]:
            yield start, end, text[start:end].strip("() "), "byline"
    elif mark.reason == "copyright":
        printed = _COPYRIGHT.search(text, start, end)
        known_holder = outlet_of(printed["name"].strip()) if printed else None
        if printed and known_holder and known_holder.kind != "outlet":
            yield printed.start(), printed.end("name"), known_holder.name, "wire"
    elif mark.reason == "syndication note":
        for origin in _OTHER.finditer(text, start, end):
            if origin["d"]:
                known_origin = outlet_of(origin["d"].strip())
                yield origin.start(), origin.end(), known_origin.name if known_origin else origin["d"].strip(), "cites"
                return
        names = [(at, stop, known) for at, stop, known in _names(text, start, end)]
        yield start, end, names[0][2].name if names else outlet or "syndicated feed", "syndication"
    elif mark.reason in ("repeated headline", "date line of the page") and (
        several := _AGENCIES.search(text, start, end)
    ):
        yield several.start(), several.end(), "agencies", "wire"


def _is_credit(text: str, start: int, end: int, at: int, stop: int) -> bool:
    """True where the agency's name stands as a credit in a caption: at its edges, behind a slash, in brackets."""
    before, after = text[max(start, at - 2) : at], text[stop : stop + 2]
    if at == start or stop >= end - 1 or before[-1:] in tuple("/(:©[") or after[:1] in tuple("/)]"):
        return True
    return text.endswith(("copyright ", "via ", "source "), start, at)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int, Outlet]]:
    """Known outlet names in a stretch, the longest at each place."""
    table = by_first_word()
    done = start
    for word in _NAME_START.finditer(text, start, end):
        if word.start() < done:
            continue
        first = word[0]
        rows = table.get(first)
        if rows is None and not first.isalnum():
            rows = table.get(_POSSESSIVE.sub("", first))
        for name, outlet in rows or ():
            stop = word.start() + len(name)
            if stop <= end and text.startswith(name, word.start()) and not _goes_on(text, stop):
                done = stop
                yield word.start(), stop, outlet
                break


def _goes_on(text: str, at: int) -> bool:
    """True where the word before `at` does not end there ("Reuters-owned" names no outlet that speaks)."""
    return text[at : at + 1].isalnum() or text[at : at + 2] in ("-o", "-b")


def _near(pattern: re.Pattern[str], hints: Sequence[str], page: Page) -> Iterator[re.Match[str]]:
    """Matches of a slow pattern, looked for only around its telling words."""
    text = page.text
    spots = [m.start() for m in _CALL_SIGNS.finditer(text)] if pattern is _OTHER else []
    for hint in hints:
        at = text.find(hint) if page.may_hold(f"{hint.lower()} ") or hint in _PARTS else -1
        while at >= 0:
            spots.append(at)
            at = text.find(hint, at + 1)
    done = 0
    for spot in sorted(spots):
        low = max(done, spot - REACH)
        low = max(low, text.rfind("\n", low, spot) + 1)
        match = pattern.search(text, low, min(len(text), spot + REACH))
        if match and match.start() <= spot + 12:
            done = match.end()
            yield match


def _cited(page: Page) -> Iterator[tuple[int, int, str, CreditKind]]:
    text = page.text
    taken: list[tuple[int, int]] = []
    named: list[str] = []  # known names cited so far: "the Post" is the one of them that ends so
    for start, end, outlet in _names(text, 0, len(text)):
        begin = start - 4 if text[max(0, start - 4) : start].lower() == "the " else start
        low = max(0, begin - REACH)
        low = max(low, text.rfind("\n", low, begin) + 1)
        before = _BEFORE.search(text[low:begin] + ("the " if begin < start else ""))
        if before:
            named.append(outlet.name)
            taken.append((low + before.start(), end))
            yield low + before.start(), end, outlet.name, "cites"
            continue
        after = _AFTER.match(text, end, min(len(text), end + REACH))
        lead = _KIND_BEFORE.search(text[low:begin])
        if lead is not None or (after and (begin < start or outlet.kind != "outlet" or end - start > 3)):
            first, last = low + lead.start() if lead else begin, after.end() if after else end
            named.append(outlet.name)
            taken.append((first, last))
            yield first, last, outlet.name, "cites"
    for pattern, hints in ((_OTHER, _OTHER_HINTS), (_GENERIC, _MEDIA_HINTS)):
        for match in _near(pattern, hints, page):
            name = next(g for g in match.groups() if g).strip()
            if not any(s < match.end() and match.start() < e for s, e in taken):
                known = outlet_of(name)
                taken.append(match.span())
                full = next((n for n in named if n.endswith(f" {name}")), name)
                yield match.start(), match.end(), known.name if known else full, "cites"
    for match in _AGENCIES.finditer(text) if "agenc" in page.vocabulary else ():
        yield match.start(), match.end(), "agencies", "wire"
