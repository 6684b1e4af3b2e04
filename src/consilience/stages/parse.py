"""Article -> Parse: sentences by nupunkt (edges mended), tags, dependencies and entity types by spaCy.

The only module that knows spaCy. Sentences never cross paragraphs and the model sees one paragraph at a
time, so a paragraph's rows depend on its text alone: they are kept by its text, and a paragraph met again
(a reprint, a standing phrase) costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.lookups import Lookups, Table
from spacy.tokens import Doc

from ..model.article import Article
from ..model.parse import Parse, Sentence, Token
from ..text.sentences import sentence_bounds

CACHED_PARAGRAPHS = 100_000  # about 2 kB each: 200 MB when full
BATCH = 32  # paragraphs parsed together: twice as fast as one by one, and 100 MB of working memory
LONGEST_PARAGRAPH = 20_000  # code points; a longer one is cut at white space so that memory stays bounded


class Parser:
    """The parsing model, loaded once, with a cache of the paragraphs it has seen."""

    def __init__(self, path: Path) -> None:
        """Load the model directory at `path` (en_core_web_md 3.8.0, see model.lock)."""
        nlp = spacy.load(path, exclude=["attribute_ruler", "senter"])
        self._lemmas = _Lemmas(cast(Any, nlp.get_pipe("lemmatizer")).lookups)
        nlp.remove_pipe("lemmatizer")
        _use_numpy_blas(nlp)
        self._nlp = nlp
        self._rows: dict[str, tuple[_Row, ...]] = {}

    def rows(self, paragraphs: Sequence[str]) -> list[tuple[_Row, ...]]:
        """The token rows of each paragraph, offsets relative to it. Those not seen before are parsed together."""
        fresh = [p for p in dict.fromkeys(paragraphs) if p not in self._rows]
        if len(self._rows) + len(fresh) > CACHED_PARAGRAPHS:
            self.forget()
            fresh = list(dict.fromkeys(paragraphs))
        docs = self._nlp.pipe((self._split(p) for p in fresh), batch_size=BATCH)
        self._rows.update((p, tuple(_rows_of(doc, self._lemmas))) for p, doc in zip(fresh, docs, strict=True))
        return [self._rows[p] for p in paragraphs]

    def forget(self) -> None:
        """Empty the cache of paragraphs."""
        self._rows.clear()

    def _split(self, paragraph: str) -> Doc:
        """The paragraph's tokens, with its sentence boundaries set: the parser keeps to them."""
        doc = self._nlp.make_doc(paragraph)
        starts = {start for start, _ in sentence_bounds(paragraph)}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        return doc


def parse(article: Article, parser: Parser) -> Parse:
    """Token rows of the report text of `article` (its `paragraphs`), offsets in code points of its text."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    pieces = [(n, s, e) for n, bounds in enumerate(article.paragraphs) for s, e in _pieces(article.text, *bounds)]
    rows = parser.rows([article.text[start:end] for _, start, end in pieces])
    for (number, start, _), found in zip(pieces, rows, strict=True):
        _append(tokens, sentences, found, start, number)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(
        article=article.id,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        children=tuple(tuple(c) for c in children),
    )


# A row: start, end, text, tag, lemma, head, dep, left, right, entity type, entity first, sentence (all relative).
_Row = tuple[int, int, str, str, str, int, str, int, int, str, bool, int]


# Equal strings are made one object: less memory, and they are compared and looked up at once by all that follows.
def _rows_of(doc: Doc, lemmas: _Lemmas) -> Iterable[_Row]:
    kept = [t for t in doc if not t.is_space]
    at = {t.i: k for k, t in enumerate(kept)}
    sentence = -1
    last_sent = -1
    for token in kept:
        sent = token.sent.start
        if sent != last_sent:
            sentence, last_sent = sentence + 1, sent
        head = at.get(token.head.i, at[token.i])
        left = next(at[i] for i in range(token.left_edge.i, token.i + 1) if i in at)
        right = next(at[i] for i in range(token.right_edge.i, token.i - 1, -1) if i in at)
        yield (
            token.idx,
            token.idx + len(token.text),
            intern(token.text),
            intern(token.tag_),
            intern(lemmas.of(token.text, token.tag_)),
            head,
            intern(token.dep_),
            left,
            right,
            intern(token.ent_type_),
            token.ent_iob_ == "B",
            sentence,
        )


def _append(tokens: list[Token], sentences: list[Sentence], rows: Sequence[_Row], offset: int, paragraph: int) -> None:
    base, first_sentence = len(tokens), len(sentences)
    for start, end, text, tag, lemma, head, dep, left, right, ent, ent_first, sentence in rows:
        tokens.append(
            Token(
                len(tokens),
                offset + start,
                offset + end,
                text,
                intern(text.lower()),
                tag,
                lemma,
                base + head,
                dep,
                base + left,
                base + right,
                ent,
                ent_first,
                first_sentence + sentence,
            )
        )
    last = len(tokens)
    begin = base
    while begin < last:
        stop = begin
        while stop + 1 < last and tokens[stop + 1].sentence == tokens[begin].sentence:
            stop += 1
        root = next((t.i for t in tokens[begin : stop + 1] if t.head == t.i), begin)
        sentences.append(Sentence(begin, stop, tokens[begin].start, tokens[stop].end, paragraph, root))
        begin = stop + 1


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > LONGEST_PARAGRAPH:
        cut = text.rfind(" ", start, start + LONGEST_PARAGRAPH)
        cut = start + LONGEST_PARAGRAPH if cut <= start else cut + 1
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _use_numpy_blas(nlp: Language) -> None:
    """Let matrix products run on numpy's BLAS: twice as fast as the bundled one, same output."""
    for _, pipe in nlp.pipeline:
        for node in cast(Any, pipe).model.walk():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


_WORD_CLASS = {"N": "noun", "V": "verb", "J": "adj", "R": "adv"}
_CLITICS = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'d": "would", "'ll": "will", "n't": "not"}
_IRREGULAR = {**_CLITICS, **{k.replace("'", "’"): v for k, v in _CLITICS.items()}, "ca": "can", "wo": "will"}


class _Lemmas:
    """Rule lemmatiser over the model's own tables (exceptions, suffix rules, index of known forms), cached by word and tag."""

    def __init__(self, lookups: Lookups) -> None:
        self._tables = {name: lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index")}
        self.of = lru_cache(maxsize=200_000)(self._of)

    def _of(self, text: str, tag: str) -> str:
        word = text.lower()
        if word in _IRREGULAR and tag not in ("POS",):
            return _IRREGULAR[word]
        if tag.startswith("NNP") or tag in ("MD", "POS") or not re.search(r"[a-z]", word):
            return word
        kind = _WORD_CLASS.get(tag[:1])
        if kind is None or (tag in ("RP", "NN", "VB", "JJ", "RB", "VBP") and word not in self._table("exc", kind)):
            return word
        if word in self._table("exc", kind):
            return str(self._table("exc", kind)[word][0])
        index = self._table("index", kind)
        for old, new in self._tables["rules"].get(kind, []):
            form = word[: len(word) - len(old)] + new
            if word.endswith(old) and form and form in index:
                return str(form)
        return word

    def _table(self, name: str, kind: str) -> Table:
        return cast(Table, self._tables[name].get(kind, {}))
