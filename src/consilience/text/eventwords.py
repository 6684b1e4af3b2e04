"""Verbs and nouns of events meet by their stems: invasion and invade, kidnapping and kidnap."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = frozenset(
    "be have do make take come go get give put set use become begin start continue remain follow see show hold".split()
)
_ENDINGS = ("ation", "ition", "ion", "ment", "ing", "ance", "al", "ure", "ed", "er", "e", "s")


def stems(lemma: str) -> tuple[str, ...]:
    """Stems under which a noun and its verb meet: invasion and invade, kidnapping and kidnap, announcement and announce."""
    word = lemma.lower()
    if word.endswith(("sion",)):
        return (word[:-4] + "d", word[:-3])
    out = [word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)]
            out.append(stem[:-1] if len(stem) > 4 and stem[-1] == stem[-2] else stem)
    return tuple(dict.fromkeys(out))


def dated(events: Mapping[str, str], lemma: str) -> str | None:
    """The date that `events` (stem to date) gives a noun or verb; None where it gives none."""
    return next((events[s] for s in stems(lemma) if s in events), None)
