"""Photo captions that their grammar gives away: a credit at an end, the present tense of what is shown with a full date.

"Mara Venn, left, speaks to reporters outside the hall in Port Ellery, Friday, March 8, 2024." A report tells the day it
means without the year and in the past tense; a caption tells both, since it is kept with the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...knowledge.people import given_names
from .page import LONGEST_CAPTION, Mark, Page, sentence_starts
from .runon import next_stop

CREDIT_REACH = 110  # code points at the end of a line in which a credit stands
LONGEST_SHOWN = 450  # code points of one sentence of a caption
DATE_LENGTH = 30  # code points before the year: "Wednesday, September 30, "
DATE_AT_END = 90  # code points behind the date of a caption: its place, a credit
CAPTION_SENTENCES = 3  # in a line of its own
NAME_WORDS = 12  # words in which the verb of a caption stands behind the photographer's name

_AGENCY = (
    r"(?:AP|AFP|EPA|EPA-EFE|EFE|ANSA|TASS|dpa|DPA|PA|Reuters|REUTERS|Getty|Getty Images|AP Photo|Associated Press|Agencies|Xinhua"
    r"|Shutterstock|Bloomberg"
    r"|Handout|File|file|file photo|File photo|Photo|Rex|Alamy|AAP|Kyodo|Sputnik|Agence France-Presse|European Pressphoto Agency)"
)
_NAME = r"[A-Z][\w.'’-]+"
_CREDIT_END = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,80}}[/ ,:])?{_AGENCY}(?:[/ ,][^()\[\]]{{0,60}})?[)\]]\.?$"  # (Name/AP), (AP Photo/Name, File)
    rf"|\((?:{_NAME} ){{1,3}}{_NAME} ?/ ?(?:The )?[A-Z][^()]{{2,50}}\)$"  # (Name Name/Paper)
    rf"|[.!?][\"”’]? \((?:(?:{_NAME}|[A-Z]{{2,}}|of|the|for|and|by|via|courtesy|provided|handout|photo|&|/|\d{{1,2}}) ?){{1,9}}\)$"
    rf"|(?<=[.”\"a-z] )\| (?:{_NAME} ){{1,3}}{_NAME} ?(?:/| for | via |\| )[^|\n]{{2,60}}$"  # | Name Name/Paper via AP
    r"|(?:\b(?:REUTERS|AFP PHOTO|AFP|AP Photo|EPA|EPA-EFE) ?/ ?[A-Z][\w.'’ -]{2,50}|\b(?:/AP|/AFP|/EPA|/Reuters|/REUTERS|/PA"
    r"|AP Photo|AFP PHOTO|Getty Images|GETTY IMAGES|/Getty|via AP|via Reuters|via AFP)|Photographs?: [^.\n]{3,60}"
    r"|(?<=[.!?a-z\d] )Photo: [A-Z][^.\n]{2,60})$"
)
_CREDIT_HINTS = ("(", "[", "|", "/", "Photo", "PHOTO", "Getty", "GETTY", "via ")  # one of which every such end holds
_SHOWS = (
    r"(?:poses?|speaks?|talks?|stands?|walks?|gestures?|waves?|arrives?|looks?|listens?|smiles?|attends?|hugs?|holds?|shakes?"
    r"|leaves?|sits?|carry|carries|watch(?:es)?|protests?|gathers?|marches|march|addresses|answers?|testif(?:y|ies)|appears?|meets?"
    r"|works?|lines?|lights?|lays?|prays?|mourns?|embraces?|greets?|kisses|rides?|runs?|rests?|burns?|rises?|flies|fly|hangs?"
    r"|investigates?|search(?:es)?|respond|responds|cheers?|celebrates?|reacts?|plays?|performs?|prepares?|takes?|makes?|passes|pass"
    r"|drives?|enters?|exits?|participates?|delivers?|shows?|displays?|demonstrates?|rally|rallies|is seen|are seen|is pictured"
    r"|are pictured|is shown|are shown|is escorted|is led|is brought|are led)"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DATE = re.compile(
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? (?:19|20)\d\d"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December),? (?:19|20)\d\d)\b"
)
_SHOWN = re.compile(
    rf"(?<!\bto )(?<!\bwho )(?<!\bthat )(?<!\bwhich )(?<!\bwill )(?<!\bit )(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\bthe )(?<!\ba )"
    rf"\b{_SHOWS}\b(?! ?(?:until|by)\b)"
)
_PLAINLY = re.compile(
    r"(?:, |\()(?:(?:far |second from |third from |fourth from |from )?(?:left|right|cent(?:er|re))|top|bottom|rear|back)(?: row)?[,):]"
    r"|\bfile photo\b|\bundated\b"
)
_PAST = re.compile(
    r"\b(?:said|told|was|were|had|announced|according to|will|would|has|have|meant|came"
    r"|took|went|became|began|did|left (?:on|in|at|the|for))\b|\(@"
)
_TOLD = re.compile(r"\b(?:said|told|announced|according to)\b")
_UNSHOWN = re.compile(
    r"\b(?:until|since|dated|before|after|by|from|expires?|effective|due|deadline|for) (?:\w+day,? )?$"
)
_COUNTER = re.compile(r"\d{1,3} ?(?:/|of) ?\d{1,3} (?=[A-Z])")
_CAPS_AGENCY = re.compile(
    r"(?<![\w/])(?:ASSOCIATED PRESS|AP PHOTO|REUTERS|GETTY IMAGES|GETTY|FILE|THE WASHINGTON POST|USA TODAY) (?=[A-Z])"
)
_CREDIT_BEHIND = re.compile(r" ?\([^()\n]{3,80}\)| (?:REUTERS|AFP|EPA|AP Photo) ?/ ?[A-Z][\w.'’ -]{2,40}(?=$|\n)")
_FRONT = re.compile(rf"({_NAME}) (?:[A-Z]\. )?{_NAME} ([A-Z][a-z]+) (?=[a-z])")


def is_credited(text: str, start: int, end: int) -> bool:
    """True where a line ends as captions do: with the photographer or the agency."""
    begin = max(start, end - CREDIT_REACH)
    tail = text[begin:end]
    for hint in _CREDIT_HINTS:
        if hint in tail:
            return _CREDIT_END.search(text, begin, end) is not None
    return False


def dated_captions(page: Page, whole: Mapping[int, int]) -> Iterator[Mark]:
    """Captions outside the lines in `whole`: by a counter of pictures, a full date, a photographer's name in front."""
    done = 0
    for year in _YEAR.finditer(page.text):
        date = _DATE.search(page.text, max(0, year.start() - DATE_LENGTH), year.end())
        if date is None:
            continue
        first, last = page.line_of(date.start())
        if date.start() < done or whole.get(first, -1) >= last:
            continue
        found = _around(page, date, first, last)
        if found:
            done = found.end
            yield found
    for start, end in page.lines:
        if (
            whole.get(start, -1) < end
            and end - start <= LONGEST_SHOWN
            and start >= done
            and _by_front(page, start, end)
        ):
            yield Mark(start, end, "photo caption")


def _around(page: Page, date: re.Match[str], first: int, last: int) -> Mark | None:
    """The caption around a full date, None where the sentence around it is part of the report."""
    text = page.text
    floor = max(first, date.start() - LONGEST_SHOWN)
    *_, begin = sentence_starts(text, floor, date.start())
    stop = next_stop(text, date.end(), min(last, date.end() + LONGEST_SHOWN))
    agency = _CAPS_AGENCY.search(text, begin, date.start())
    if begin == floor > first and not agency:
        return None
    begin = agency.start() if agency else begin
    shown = _SHOWN.search(text, begin, date.start())
    if shown is None or text[begin] in "\"“'‘" or _PAST.search(text, begin, stop):
        return None
    if _UNSHOWN.search(text, shown.end(), date.start()) or "," in text[shown.end() : shown.end() + 1]:
        return None
    plainly = agency or _COUNTER.match(text, begin) or _PLAINLY.search(text, begin, stop) or date["weekday"]
    if not plainly and stop - date.end() > DATE_AT_END:
        return None
    alone = begin == first and last - first <= LONGEST_CAPTION
    if alone and sum(1 for _ in sentence_starts(text, first, last)) <= CAPTION_SENTENCES:
        return Mark(first, last, "photo caption")
    behind = _CREDIT_BEHIND.match(text, stop, min(last, stop + CREDIT_REACH))
    return Mark(begin, behind.end() if behind else stop, "photo caption")


def _by_front(page: Page, start: int, end: int) -> bool:
    """True for a line such as "Mara Venn Police officers search the quay.": a name glued to one sentence in the present."""
    found = _FRONT.match(page.text, start, end)
    if found is None or found[1].lower() not in given_names():
        return False
    plain = found[2].lower()
    if (
        plain not in ("the", "a", "an") and f" {plain} " not in page.text
    ):  # a word of the name, as far as the text tells
        return False
    if _TOLD.search(page.text, start, end) or sum(1 for _ in sentence_starts(page.text, start, end)) > 1:
        return False
    words = page.text[found.start(2) : end].split(" ", NAME_WORDS + 1)
    return _SHOWN.search(" ".join(words[1 : NAME_WORDS + 1])) is not None
