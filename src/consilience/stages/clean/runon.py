"""Where a sentence ends that lost its full stop: captions and lists of headlines run together with the report.

Pages flattened to one line keep captions without any mark: "... by the blast Officials said ...". Whether a sentence
ends between two words is weighed by how each stands at the edges of sentences elsewhere (log-odds, see
knowledge/sentence_edges.tsv), by a word said twice in a row, and by whether the two words belong to one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...knowledge.furniture import UNLISTED_END, UNLISTED_START, ends, starts
from .page import abbreviated

SURE = 4.5  # log-odds from which a break is believed without any cue; set on one-line texts of the clustering bench
AFTER_CUE = -1.5  # the same where a caption is known to have begun
TWICE = 7.0  # added where the same word stands on both sides: "stop Smith | Smith was"
QUOTE = 3.5  # added where a quotation begins without a comma, colon or verb of speech before it
LIST_ENDS = 1.0  # the same where a list of headlines goes over into the report
AGAIN = 2.0  # the same where the sentence has a sure break already
FULL_NAME = 2.0  # added where a full name that comes again in the text stands behind a word in small letters
NAME_END = -0.5  # log-odds for a capitalised word before the break
NUMBER_END = 0.5
TWO_NAMES = 3.0  # added where the words on both sides belong to different names by the rest of the text
LONGEST_SENTENCE = 2_000  # code points looked through for a full stop
AROUND = 5_000  # code points on both sides in which a name may come again
SHORTEST = 3  # words before a break at least
LEAST_CAPTION = 7  # words; fewer before a lost full stop are a heading

_PAIR = re.compile(r"(?<![\w’'./&-])([\w’'./&-]+[)\]?]?)[ \xa0]+(?=([\"“‘']?)([A-Z][\w’'-]*))")
_TITLE = re.compile(  # a title, not speech, in quotation marks
    r"[\"“‘'][A-Z][\w’'-]* (?:[A-Z][\w’'-]* ){2}|\"[^\"\n]{1,25}\"|“[^”\n]{1,25}”|[‘'][^’'\n]{1,25}[’'](?![a-z])"
)
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|call(?:s|ed|ing)?|dubb(?:ed|ing)|describ(?:e[sd]?|ing)|not(?:ed|es|ing)|wr(?:ote|ites|iting)|tweet(?:s|ed|ing)"
    r"|post(?:s|ed|ing)|reads?|reading|titled|entitled|told|tells|asked|asking|add(?:s|ed|ing)|declar(?:es|ed|ing)"
    r"|named|known as|slogan|words?|chant(?:s|ed|ing)|shout(?:s|ed|ing)"
    r"|sign|song|film|book|show|headlines?|hashtag|phrase|would|album|single|series|play(?:s|ed|ing)?|sing(?:s|ing)?|sang)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r" ([A-Z][\w’'-]*)")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"“‘'(\[]*[A-Z\d@#])")
_FULL_STOP = re.compile(r"\.[\"'”’)\]]*(?=\s+[\"“‘'(\[]*[A-Z\d])|\.[\"'”’)\]]*$")


def breaks(text: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    """Each place in `text[start:end]` where a sentence could begin without a stop before it, with its log-odds."""
    start_odds, end_odds = starts(), ends()
    for pair in _PAIR.finditer(text, start, end):
        before, quote, after = pair[1], pair[2], pair[3]
        if before[-1] == "." or pair.end() >= end:
            continue
        first = before[0]
        if first.islower():
            odds = end_odds.get(before.replace("’", "'"), UNLISTED_END)
        elif first.isdigit():
            odds = NUMBER_END
        else:
            odds = NAME_END
        begin = start_odds.get(after.replace("’", "'"), UNLISTED_START)
        if after.isupper() and len(after) > 1:
            begin -= 1.0
        if quote:
            title = _TITLE.match(text, pair.end()) is not None
            odds += QUOTE if odds > 1.0 and not title else -QUOTE
            begin = max(begin, 0.0)
        if before.lower() == after.lower() and len(after) > 2:
            odds += TWICE
        elif first.isupper() and begin < 1.0 and not quote:
            odds += _different_names(text, before, pair.end(), after)
        elif first.islower() and odds > 1.0 and begin < 0.0 and not quote and _full_name(text, pair.end(), after):
            odds += FULL_NAME
        yield pair.end(), odds + begin


def _different_names(text: str, before: str, at: int, after: str) -> float:
    """Evidence that two capitalised neighbours are the end of one name and the beginning of another."""
    if not _full_name(text, at, after):
        return 0.0
    return TWO_NAMES if text.count(f"{before} {after}", max(0, at - AROUND), at + AROUND) == 1 else 0.0


def _full_name(text: str, at: int, word: str) -> bool:
    """True where the capitalised `word` at `at` and the one behind it come again somewhere in the text."""
    following = _CAPITAL.match(text, at + len(word))
    return following is not None and text.count(f"{word} {following[1]}", max(0, at - AROUND), at + AROUND) > 1


def caption_end(text: str, start: int, end: int) -> int:
    """Where a caption that begins at `start` ends: before the sentence with which the report goes on, or at `end`.

    The stretch to the next full stop holds the caption and that sentence; the likeliest break between them is taken.
    """
    stop = next_stop(text, start, end)
    best, odds = None, AFTER_CUE
    for place, weight in breaks(text, start, stop):
        if weight > odds and len(text[start:place].split()) >= SHORTEST:
            best, odds = place, weight
    return stop if best is None else best


def list_end(text: str, start: int, end: int) -> int:
    """Where a run of headlines ends: at the last break before the first sentence that has a full stop."""
    stop = next_full_stop(text, start, end)
    if "." not in text[stop - 2 : stop]:  # nothing but headlines to the end
        return stop
    likely = [place for place, weight in breaks(text, start, stop) if weight > LIST_ENDS]
    return likely[-1] if likely else stop


def next_stop(text: str, start: int, end: int) -> int:
    """End of the first sentence from `start` on."""
    end = min(end, start + LONGEST_SENTENCE)
    for stop in _STOP.finditer(text, start, end):
        if not abbreviated(text, stop.start()):
            return stop.end()
    return end


def next_full_stop(text: str, start: int, end: int) -> int:
    """The same, for a full stop only: headlines may end in question and exclamation marks."""
    end = min(end, start + LONGEST_SENTENCE)
    for stop in _FULL_STOP.finditer(text, start, end):
        if not abbreviated(text, stop.start()):
            return stop.end()
    return end


def captions_without_cue(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Captions inside a line that nothing announces: from a sentence's beginning to the last sure break in it."""
    at = start
    while at < end:
        stop = next_stop(text, at, end)
        last, last_words = None, 0
        for place, weight in breaks(text, at, stop):
            if weight < (SURE if last_words < LEAST_CAPTION else AGAIN):
                continue
            words = len(text[at:place].split())
            if words >= SHORTEST and not _in_quotation(text, at, place) and not _introduced(text, at, place):
                last, last_words = place, words
        if last is not None:
            yield at, last
        at = stop
        while at < end and text[at].isspace():
            at += 1


def _introduced(text: str, start: int, at: int) -> bool:
    """True where a quotation begins at `at` and the words before it introduce speech or a name."""
    return text[at] in "\"“‘'" and _SPEECH.search(text, start, at) is not None


def _in_quotation(text: str, start: int, end: int) -> bool:
    """True where a quotation opened since `start` is still open."""
    stretch = text[start:end]
    return stretch.count('"') % 2 == 1 or stretch.rfind("“") > stretch.rfind("”")
