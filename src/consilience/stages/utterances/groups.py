"""Sayings -> utterances: likely pairs, strongest first; then those that stand in a row wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .sayings import Follow, How, Saying
from .weighing import Judge

JOINED = 0.25  # mean probability from which two groups are one utterance; by pair F1 of stories left out of the fit
TELLING = 4  # terms from which equal content is one utterance whoever is named as its speaker
MOST_COMPARED = 8  # members of each group that are held against the other's: keeps 200 reports of one speech cheap


def grouped(
    found: Sequence[Saying], following: Sequence[Follow], common: frozenset[str], weights: Mapping[str, float]
) -> list[int]:
    """For each saying the first of its utterance."""
    first = _same_content(found)
    judge = Judge(found, weights)
    links = sorted(_links(found, first, common, judge), key=lambda link: (-link[0], link[1], link[2]))
    return _carried_on(found, following, _join(first, links, judge))


def _same_content(found: Sequence[Saying]) -> list[int]:
    """For each saying the first one with exactly its terms (and, where these are few, its speakers): copies need no weighing."""
    seen: dict[tuple[frozenset[tuple[str, float]], frozenset[str]], int] = {}
    out = []
    for k, saying in enumerate(found):
        weights = saying.parts[0].weights if saying.parts else {}
        key = (frozenset(weights.items()), frozenset() if len(weights) >= TELLING else saying.speakers)
        out.append(seen.setdefault(key, k) if len(weights) > 1 else k)
    return out


def _links(
    found: Sequence[Saying], first: Sequence[int], common: frozenset[str], judge: Judge
) -> Iterable[tuple[float, int, int]]:
    """Likely pairs, of those that share a telling word, or a common one and the speaker."""
    by_word: dict[str | tuple[str, str], list[int]] = {}
    copies: dict[int, list[int]] = {}
    for k, group in enumerate(first):
        copies.setdefault(group, []).append(k)
    for k in copies:
        saying = found[k]
        partners: set[int] = set()
        words = dict.fromkeys(w for p in saying.parts for w in p.weights)
        keys: list[str | tuple[str, str]] = [w for w in words if w not in common]
        keys += [(w, s) for w in words if w in common for s in saying.speakers]
        for key in keys:
            rows = by_word.setdefault(key, [])
            partners.update(rows)
            rows.append(k)
        for other in sorted(partners):
            pairs = [(x, y) for x in copies[other][:2] for y in copies[k][:2]]
            likely = sum([judge(x, y) for x, y in pairs]) / len(pairs)
            if likely > JOINED:
                yield likely, other, k


def _join(first: Sequence[int], links: Sequence[tuple[float, int, int]], judge: Judge) -> list[int]:
    """Groups, strongest links first; two groups become one only where their members agree on the average."""
    owner = list(first)
    members = _members(owner)
    for _, i, j in links:
        a, b = owner[i], owner[j]
        if a == b:
            continue
        pairs = [(x, y) for x in members[a][:MOST_COMPARED] for y in members[b][:MOST_COMPARED]]
        if sum([judge(x, y) for x, y in pairs]) >= JOINED * len(pairs):
            _unite(owner, members, a, b)
    return owner


def _members(owner: Sequence[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for k, group in enumerate(owner):
        members.setdefault(group, []).append(k)
    return members


def _unite(owner: list[int], members: dict[int, list[int]], a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    for k in members.pop(high):
        owner[k] = low
        members[low].append(k)


def _carried_on(found: Sequence[Saying], following: Sequence[Follow], owner: list[int]) -> list[int]:
    """One utterance of two that are in a row wherever they stand."""
    members = _members(owner)
    held: dict[tuple[int, int], dict[str, How]] = {}
    for i, j, how in following:
        held.setdefault((owner[i], owner[j]), {})[found[i].article] = how
    for (i, j), articles in sorted(held.items()):
        a, b = owner[i], owner[j]
        if a != b:
            one, two = ({found[k].article for k in members[g]} for g in (a, b))
            if _one_statement(one, two, articles):
                _unite(owner, members, a, b)
    return owner


def _one_statement(one: set[str], two: set[str], articles: Mapping[str, How]) -> bool:
    """Whether what reports `one` and what reports `two` give is one, where `articles` give both in a row.

    It is where no report gives either alone; or where most reports have both, a cue alone splits them in all of
    these, and not more than one of the two is ever given alone. A quotation inside reported speech: where most have both.
    """
    if one == two == articles.keys():
        return True
    if 2 * len(articles) < len(one | two):
        return False
    if all(how == "inside" for how in articles.values()):
        return True
    alone = one <= two or two <= one
    return alone and one & two == articles.keys() and "paragraph" not in articles.values()
