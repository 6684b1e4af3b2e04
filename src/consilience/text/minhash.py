"""Signatures of many texts at once, and the join that finds like ones: MinHash by bands, and sampled word sequences.

Everything is done on one buffer of bytes for a whole batch of texts, so that a text costs some twenty microseconds.
Words are hashed by a polynomial over their bytes; prefix sums give the hash of any stretch in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash
from xxhash import xxh3_64_intdigest

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SHINGLE = 5  # words in a row that a signature is made of, as many as the definition of a copy counts
PERMUTATIONS = 128
SEED = 42
BANDS, ROWS = (
    25,
    5,
)  # of two texts with Jaccard 0.8 all but 1 in 20,000 pairs meet in a band, with 0.5 half, with 0.1 none
SAMPLED = 8  # words in a row of a sampled sequence: long enough that chance seldom repeats one
RATE = 8  # one sequence in so many is sampled, by its hash: the same ones in every text
LEAST_SAMPLES = 2  # sampled sequences that two texts must share to be looked at
MOST_IN_GROUP = 16  # texts of one bucket paired each with each; in larger ones each with the first and the next

WAITING = 1 << 22  # codes of pairs, 32 MB, that are gathered before repeated ones are let go

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SPACE = 32
# Bytes to themselves (capitals of ASCII made small) where they belong to a word, to a space where they part words.
_TABLE = bytes(
    b + 32 if 65 <= b <= 90 else b if 48 <= b <= 57 or 97 <= b <= 122 or b >= 128 else _SPACE for b in range(256)
)
_VALUES = np.random.default_rng(SEED).integers(1, 1 << 63, 256, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Batch:
    """The words of several texts in order, as hashes; text k has words `starts[k]:starts[k + 1]`."""

    words: Hashes
    starts: Ints


@dataclass(frozen=True, slots=True)
class Signed:
    """What the join needs of several texts.

    `bands` has a row a band and a column a text, zero for texts too short to have a shingle. `samples` are sampled
    sequences, distinct in each text, `sample_of` the text of each. `exact` is equal for texts of the same words.
    """

    bands: Hashes
    samples: Hashes
    sample_of: Ints
    exact: Hashes


def hashed_words(texts: Sequence[str]) -> Batch:
    """The words of texts: runs of letters and digits without regard to capitals; dashes and marks of any kind part them."""
    parts = [text.encode("utf-8", "replace").translate(_TABLE) for text in texts]
    buffer = np.frombuffer(b" ".join([*parts, b""]), np.uint8)
    sizes = np.array([len(p) + 1 for p in parts], np.int64)
    buffer = _marks_parted(buffer)
    inside = np.zeros(len(buffer) + 2, np.bool_)
    inside[1:-1] = buffer != _SPACE
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, last = edges[0::2], edges[1::2]
    power, inverse = _powers(1 << len(buffer).bit_length())
    sums = np.zeros(len(buffer) + 1, np.uint64)
    np.cumsum(_VALUES[buffer] * power[1 : len(buffer) + 1], out=sums[1:])
    words = _mixed((sums[last] - sums[first]) * inverse[first])
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    return Batch(words, np.searchsorted(first, bounds).astype(np.int64))


def _marks_parted(buffer: Bytes) -> Bytes:
    """Typographic marks outside ASCII (U+0080 to U+00BF, U+2000 to U+203F) made spaces: quotation marks, dashes, spaces."""
    two = np.flatnonzero(buffer == 0xC2)
    three = np.flatnonzero(buffer == 0xE2)
    three = three[buffer[np.minimum(three + 1, len(buffer) - 1)] == 0x80]
    if not len(two) and not len(three):
        return buffer
    out = buffer.copy()
    for offset in range(3):
        out[np.minimum(three + offset, len(out) - 1)] = _SPACE
    for offset in range(2):
        out[np.minimum(two + offset, len(out) - 1)] = _SPACE
    return out


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers 0 to count-1 of the base and of its inverse, modulo 2^64."""
    out = []
    for base in (_BASE, _INVERSE):
        row = np.full(count, base, np.uint64)
        row[0] = 1
        out.append(np.cumprod(row))
    return out[0], out[1]


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes with high bits carried to the low ones (the finaliser of splitmix64, shortened)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX
    return hashes ^ (hashes >> np.uint64(31))


def sequences(batch: Batch, n: int) -> tuple[Hashes, Ints]:
    """All `n` words in a row that stand in one text, and the place where each text's begin (one more than texts)."""
    counts = np.maximum(np.diff(batch.starts) - n + 1, 0)
    begin = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    total = len(batch.words) - n + 1
    if total <= 0:
        return np.zeros(0, np.uint64), np.zeros(len(counts) + 1, np.int64)
    out = np.zeros(total, np.uint64)
    for k in range(n):
        out *= np.uint64(_BASE)
        out += batch.words[k : k + total]
        out ^= out >> np.uint64(29)
    at = np.arange(begin[-1]) + np.repeat(batch.starts[:-1] - begin[:-1], counts)
    return out[at], begin


def signatures(hashes: Hashes, begin: Ints) -> NDArray[np.uint32]:
    """MinHash signatures: a row a text, PERMUTATIONS numbers each."""
    if len(begin) <= 1:
        return np.zeros((0, PERMUTATIONS), np.uint32)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, begin.astype(np.uint64), PERMUTATIONS, SEED)
    return np.array(matrix.to_rows(), np.uint32)


def sign(texts: Sequence[str]) -> Signed:
    """Bands, sampled sequences and word hash of each text."""
    batch = hashed_words(texts)
    shingles, begin = sequences(batch, SHINGLE)
    rows = signatures(shingles, begin).astype(np.uint64)
    bands = np.zeros((BANDS, len(texts)), np.uint64)
    for band in range(BANDS):
        for column in range(band * ROWS, (band + 1) * ROWS):
            bands[band] = _mixed(bands[band] * np.uint64(_BASE) + rows[:, column] + np.uint64(1))
    bands[:, np.diff(begin) == 0] = 0
    long, starts = sequences(batch, SAMPLED)
    places = np.flatnonzero(_mixed(long) % np.uint64(RATE) == 0)
    of = np.searchsorted(starts, places, "right") - 1
    order = np.lexsort((long[places], of))
    samples, of = long[places][order], of[order]
    fresh = np.ones(len(of), np.bool_)
    fresh[1:] = (samples[1:] != samples[:-1]) | (of[1:] != of[:-1])
    exact = [
        xxh3_64_intdigest(batch.words[a:b].tobytes()) for a, b in zip(batch.starts, batch.starts[1:], strict=False)
    ]
    return Signed(bands, samples[fresh], of[fresh].astype(np.int64), np.array(exact, np.uint64))


def merged(parts: Sequence[Signed]) -> Signed:
    """Several batches as one, in their order."""
    sizes = np.cumsum([0, *(len(p.exact) for p in parts)])
    return Signed(
        np.concatenate([np.zeros((BANDS, 0), np.uint64), *(p.bands for p in parts)], axis=1),
        np.concatenate([np.zeros(0, np.uint64), *(p.samples for p in parts)]),
        np.concatenate([np.zeros(0, np.int64), *(p.sample_of + at for p, at in zip(parts, sizes, strict=False))]),
        np.concatenate([np.zeros(0, np.uint64), *(p.exact for p in parts)]),
    )


def packed(keys: Hashes, texts: Ints, bits: int) -> Hashes:
    """Keys with the number of their text (below 2^bits) in the lowest bits; of a key the lowest 64 - bits stay."""
    out: Hashes = keys << np.uint64(bits)
    out |= texts.astype(np.uint64)
    return out


def paired(both: Hashes, bits: int) -> Hashes:
    """Pairs of texts that have a key in common, as codes (lower number * 2^32 + higher), a pair once for each such key.

    `both` are keys with their text as `packed` gives them; they are sorted in place. In a group of more than
    MOST_IN_GROUP texts each is paired with the first and with the next one only, so that a text printed a thousand
    times costs two thousand pairs and not half a million.
    """
    shift = np.uint64(bits)
    both.sort()
    like = (both[1:] ^ both[:-1]) < np.uint64(1 << bits)
    kept = np.zeros(len(both), np.bool_)
    kept[1:] |= like
    kept[:-1] |= like
    both = both[kept]
    key, text = both >> shift, both & np.uint64((1 << bits) - 1)
    first = np.flatnonzero(np.concatenate((np.ones(min(1, len(key)), np.bool_), key[1:] != key[:-1])))
    sizes = np.diff(np.append(first, len(key)))
    size_at, first_at = np.repeat(sizes, sizes), np.repeat(first, sizes)
    place = np.arange(len(key))
    low, high = [place[:0]], [place[:0]]
    for step in range(1, MOST_IN_GROUP):
        here = np.flatnonzero((place + step < first_at + size_at) & ((step == 1) | (size_at <= MOST_IN_GROUP)))
        if not len(here):
            break
        low.append(here)
        high.append(here + step)
    large = np.flatnonzero((size_at > MOST_IN_GROUP) & (place > first_at + 1))
    a = text[np.concatenate((*low, first_at[large]))]
    b = text[np.concatenate((*high, large))]
    codes: Hashes = (a << np.uint64(32)) | b
    apart: Hashes = codes[a != b]
    return apart


def candidates(bands: Iterable[Hashes], samples: Iterable[tuple[Hashes, Ints]], skip: NDArray[np.bool_]) -> Hashes:
    """Codes of all pairs worth a look, sorted: those that meet in a band or share LEAST_SAMPLES sampled sequences.

    `bands` gives one row for all texts at a time, `samples` parts of all sampled sequences with their texts, so that
    no more than one of them need be in memory. Texts marked in `skip` are left out.
    """
    bits = max(1, len(skip).bit_length())
    met = _gathered((_met(row, skip, bits) for row in bands), 1)
    shared = _gathered((_sharing(*part, skip, bits) for part in samples), LEAST_SAMPLES)
    often = shared[LEAST_SAMPLES - 1 :] == shared[: len(shared) - LEAST_SAMPLES + 1]
    return np.union1d(met, shared[LEAST_SAMPLES - 1 :][often])


def _met(row: Hashes, skip: NDArray[np.bool_], bits: int) -> Hashes:
    use = np.flatnonzero(~skip & (row != 0))
    return paired(packed(row[use], use, bits), bits)


def _sharing(keys: Hashes, texts: Ints, skip: NDArray[np.bool_], bits: int) -> Hashes:
    both = packed(keys, texts, bits)
    return paired(both[~skip[texts]] if skip.any() else both, bits)


def _gathered(parts: Iterable[Hashes], most: int) -> Hashes:
    """All codes, sorted, each as often as it comes but `most` times at most; what comes oftener is let go on the way."""
    pile, waiting = [np.zeros(0, np.uint64)], 0
    for codes in parts:
        pile.append(codes)
        waiting += len(codes)
        if waiting > WAITING:
            pile, waiting = [_thinned(pile, most)], 0
    return _thinned(pile, most)


def _thinned(pile: list[Hashes], most: int) -> Hashes:
    codes = np.concatenate(pile)
    pile.clear()
    codes.sort()
    kept = np.ones(len(codes), np.bool_)
    kept[most:] = codes[most:] != codes[: max(0, len(codes) - most)]
    return codes[kept]
