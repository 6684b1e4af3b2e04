"""Token rows: what the parser says of an article, the only form in which later stages see it."""

from __future__ import annotations

import msgspec

from .record import Record


class Token(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One token. `i`, `head`, `left`, `right` are token numbers in the article; offsets are code points in its text.

    `tag` is a Penn Treebank tag, `dep` a ClearNLP dependency label as spaCy's English models give them (`nsubj`,
    `dobj`, `ccomp`, `prep`, `pobj`, ...); a root's head is itself. `left` and `right` are the first and last token
    of the subtree (inclusive). `ent` is an OntoNotes entity type or "", `ent_first` true on an entity's first token.
    `sentence` is the number of the sentence in the article.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    lemma: str
    head: int
    dep: str
    left: int
    right: int
    ent: str
    ent_first: bool
    sentence: int


class Sentence(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Tokens `first` to `last` (inclusive), text `start:end` without surrounding space, and the number of its paragraph."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    root: int


class Parse(Record, frozen=True, kw_only=True):
    """The token rows of one article, in order of text. Furniture is not parsed.

    `children[i]` are the numbers of the tokens whose head is token i, in order of text.
    """

    article: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
