"""Article -> Mention: who and what it names, describes and takes up by pronouns.

Names come from the parser's entities, runs of proper nouns and the tables of states and organisations; descriptions
("the Iranian president", "a 16-year-old girl") from the tables of nouns; no choice is made here of whom they refer to.
"""

from __future__ import annotations

from ...model.annotation import EntityType, Mention
from ...model.article import Article
from ...model.parse import Parse
from ...model.span import Span
from .appositions import with_appositions
from .described import descriptions
from .named import cities_with_region, dateline, names, with_nicknames

_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$"})
_PRONOUNS: dict[str, EntityType] = {
    "he": "person", "him": "person", "his": "person", "himself": "person", "she": "person", "her": "person", "hers": "person",
    "herself": "person", "it": "other", "its": "other", "itself": "other", "they": "group", "them": "group", "their": "group",
    "theirs": "group", "themselves": "group", "who": "person", "whom": "person", "whose": "other",
}  # fmt: skip


def mentions(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """All mentions of one article in order of text: named, nominal and pronominal. Names may lie inside descriptions."""
    tokens = parse.tokens
    titled = _title_cased(parse)
    found, taken = names(article, tokens, titled)
    found.extend(dateline(article, tokens))
    found.extend(cities_with_region(article, found))
    found = with_nicknames(article, found)
    for token in tokens:
        pronoun = _PRONOUNS.get(token.lower) if token.tag in _PRONOUN_TAGS else None
        if pronoun is not None:
            span = Span(article=article.id, start=token.start, end=token.end)
            found.append(
                Mention(span=span, head=token.i, form="pronominal", type=pronoun, key=token.lower, rule="pronoun")
            )
    found.extend(descriptions(article, parse, taken, titled))
    found.sort(key=lambda m: (m.span.start, -m.span.end, m.form))
    return tuple(with_appositions(found, article))


def _title_cased(parse: Parse) -> frozenset[int]:
    """Sentences in which nearly all long words have capitals: headlines, where a capital says nothing."""
    found = []
    tokens = parse.tokens
    for number, sentence in enumerate(parse.sentences):
        upper = lower = 0
        most = (sentence.last + 1 - sentence.first) // 4  # small words beyond which three in four cannot be capitals
        for token in tokens[sentence.first : sentence.last + 1]:
            text = token.text
            if len(text) > 3 and text.isalpha():
                if text[0].isupper():
                    upper += 1
                else:
                    lower += 1
                    if lower > most:
                        break
        if lower <= most and upper + lower >= 4 and upper >= 3 * lower:
            found.append(number)
    return frozenset(found)
