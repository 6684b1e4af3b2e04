"""What a disagreement of numbers is about, as an editor asks it: "how many people signed a petition", "how far the boy fell"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...model.parse import Parse, Token
from ...model.record import Reason
from .counts import GAP, Count
from .readings import Text
from .slots import Sentences
from .wording import quoted, shared_words, spelled_bounds

LONGEST = 9  # tokens of what is said of the thing counted, or of who does it
SUBJECT = 5  # tokens of a subject named in full

_PEOPLE = frozenset({"person", "people", "person killed", "person injured"})
_MEASURES = {
    "metre": "how far or how long",
    "kilogram": "how heavy or how much",
    "litre": "how much",
    "square metre": "how large",
    "kilometre per hour": "how fast",
    "degree Celsius": "how warm",
    "percent": "what share",
}
# Verbs of which a length tells how far, and adjectives beside a measure.
_FAR = frozenset(
    "fall drop plunge tumble climb rise fly travel drive walk run swim throw jump descend move stretch".split()
)
_SHAPES = frozenset("tall high deep long wide thick heavy large old".split())
_ACTIVE = frozenset({"escaped", "survived", "fled", "died"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def about_count(text: Text, rows: Sequence[Count]) -> str:
    """A phrase for numbers of one thing: "how many agreements or documents were signed", "how many people were injured"."""
    if rows[0].unit == "age":
        whom = next((text.entities[c.whom].name for c in rows if c.whom in text.entities), "")
        return f"how old {whom or _article(_nouns(text, rows))} is"
    if rows[0].unit != "count":
        return _measure(text, rows)
    nouns = _nouns(text, rows)
    if all(GAP in c.said for c in rows):
        return f"the gap in {nouns}"
    status = next((c.row.status for c in rows if c.row.status), "")
    if status:
        who = nouns.removesuffix(status).strip() or "people"
        return f"how many {who} {status}" if status in _ACTIVE else f"how many {who} were {status}"
    done = next((v for c in rows if (v := _participle(text, c))), "")
    if done:
        return f"how many {nouns} were {done}"
    verbs = Counter(verb.lemma for c in rows if (verb := _verb(text, c)) is not None)
    said = sorted({s for c in rows if (s := _said(text, c, verbs))}, key=lambda s: (len(s), s))
    if said:
        return f"how many {nouns} {said[0]}"
    places = sorted({p for c in rows for p in c.inside}.intersection(*(c.inside for c in rows if c.inside)))
    if places and any(c.inside for c in rows):
        return f"how many {nouns} are in {_printed(text, rows, places[0])}"
    if nouns in ("people", "that figure"):
        row = min(rows, key=lambda c: (len(text.passage(c.report, c.token)), c.report, c.token))
        words = text.passage(row.report, row.token).of(text.reports[row.report].article.text)
        return f"{'how many people' if nouns == 'people' else 'which figure'}: {quoted(words)}"
    return f"how many {nouns}"


def _nouns(text: Text, rows: Sequence[Count]) -> str:
    """The nouns counted, as printed and in the plural, the most frequent first, at most two."""
    found: Counter[str] = Counter()
    for c in rows:
        tokens = text.reports[c.report].parse.tokens
        head = tokens[c.row.head] if 0 <= c.row.head < len(tokens) else None
        if c.row.counted in _PEOPLE or (head is not None and head.tag == "CD"):
            found["people"] += 1
        elif c.row.counted and head is not None and head.tag[:2] == "NN":
            printed = head.text if head.tag[:3] == "NNP" else _compound(text, c, head)
            found[printed + "s" if head.tag == "NN" and c.unit == "count" else printed] += 1
    best = sorted(found, key=lambda w: (-found[w], w))[:2]
    return " or ".join(best) or "that figure"


def _compound(text: Text, c: Count, head: Token) -> str:
    """A noun with the nouns before it that belong to it: "party-goers", "service members"."""
    tokens, children = text.reports[c.report].parse.tokens, text.reports[c.report].parse.children
    first = head
    for i in reversed([i for i in children[head.i] if i < head.i]):
        t = tokens[i]
        noun = t.dep == "compound" and t.tag in ("NN", "NNS") and t.left == t.i and t.text.isalpha()
        if t.right != first.i - 1 or not (noun or t.text == "-"):
            break
        first = t
    words = text.reports[c.report].article.text[first.start : head.end].lower()
    return " ".join(words.strip("-").split())


def _article(noun: str) -> str:
    noun = noun.removesuffix("s") if noun.islower() else noun
    return noun if noun[:1].isupper() or noun == "that figure" else f"the {noun}"


def _printed(text: Text, rows: Sequence[Count], key: str) -> str:
    """The word of a place as one of the rows has it."""
    for c in rows:
        clause = text.clause_of(c.report, c.token)
        tokens = text.reports[c.report].parse.tokens
        found = next((tokens[i].text for i in clause.tokens if tokens[i].lower.startswith(key) and tokens[i].ent), "")
        if found:
            return found
    return "that place"


def _participle(text: Text, c: Count) -> str:
    """The participle of the verb of which what is counted is the object ("signed"); "" where no form of it is printed."""
    if c.verb < 0:
        return ""
    tokens = text.reports[c.report].parse.tokens
    verb = tokens[c.verb]
    passive = any(tokens[k].dep == "nsubjpass" for k in text.reports[c.report].parse.children[c.verb])
    return verb.lower if verb.tag == "VBN" and (passive or verb.dep == "acl") else ""


def _verb(text: Text, c: Count) -> Token | None:
    """The verb of which what is counted is subject or object, "have" as well; None where there is none."""
    tokens = text.reports[c.report].parse.tokens
    if not 0 <= c.row.head < len(tokens):
        return None
    above = tokens[tokens[c.row.head].head]
    return above if above.i == c.verb or above.lemma == "have" else None


def _said(text: Text, c: Count, verbs: Counter[str]) -> str:
    """What is said of the things counted where they do it ("signed a petition"), or who does it to them ("the firm hired");
    "" where the words are too many or do not tell, or no other report says it. `verbs`: how many say it with each verb."""
    verb = _verb(text, c)
    if verb is None or verbs[verb.lemma] < 2:
        return ""
    parse, whole = text.reports[c.report].parse, text.reports[c.report].article.text
    tokens, head = parse.tokens, parse.tokens[c.row.head]
    helping = [tokens[i] for i in parse.children[verb.i] if tokens[i].dep.startswith("aux") and i < verb.i]
    if not any(t.tag in _FINITE for t in (verb, *helping)):
        return ""
    if head.dep in _SUBJECTS:
        last = _object_end(parse, verb)
        first = min([verb.i, *(t.i for t in helping)])
        words = whole[tokens[first].start : tokens[last].end]
        return " ".join(words.split()) if last - first < LONGEST and head.i < first else ""
    who = subject(whole, parse, verb) if head.dep == "dobj" else ""
    return " ".join([who, *(t.lower for t in helping), verb.lower]) if who else ""


def _object_end(parse: Parse, verb: Token) -> int:
    """The last token of the object of a verb, without relative clauses, or of the verb itself."""
    tokens = parse.tokens
    objects = [tokens[i] for i in parse.children[verb.i] if tokens[i].dep in ("dobj", "attr") and i > verb.i]
    if not objects:
        return verb.i
    clauses = [
        tokens[i].left for i in parse.children[objects[0].i] if tokens[i].dep in ("relcl", "acl", "appos", "punct")
    ]
    return min([objects[0].right, *(i - 1 for i in clauses if i > objects[0].i)])


def subject(whole: str, parse: Parse, verb: Token) -> str:
    """Who does it, as printed, with "the" for "a"; the noun that a relative clause belongs to; "" for pronouns."""
    tokens = parse.tokens
    found = next((tokens[i] for i in parse.children[verb.i] if tokens[i].dep in _SUBJECTS), None)
    if found is not None and found.tag in ("WP", "WDT") and verb.dep == "relcl":
        found = tokens[verb.head]
        left = found.i
    elif found is not None:
        left = found.left
    if found is None or found.tag[:2] != "NN" or found.i - left >= SUBJECT:
        return ""
    words = whole[tokens[left].start : tokens[found.i].end].split()
    if words[0].lower() in ("a", "an", "the"):
        words = words[1:]
    name = found.tag[:3] == "NNP" and tokens[left].lower != "the"
    return " ".join(words) if name else " ".join(["the", *words])


def _measure(text: Text, rows: Sequence[Count]) -> str:
    """A phrase for measures: "how far the boy fell", "how tall: ..."."""
    lead = "how much money" if rows[0].unit.isupper() else _MEASURES.get(rows[0].unit, "which figure")
    if rows[0].unit == "metre":
        fell = sorted({s for c in rows if (s := _how_far(text, c))}, key=lambda s: (len(s), s))
        if fell:
            return f"how far {fell[0]}"
        shapes = [t.lower for c in rows for t in text.reports[c.report].parse.tokens[c.token + 1 : c.token + 4]]
        lead = next((f"how {w}" for w in shapes if w in _SHAPES), lead)
    row = min(rows, key=lambda c: (len(text.passage(c.report, c.token)), c.report, c.token))
    return f"{lead}: {quoted(text.passage(row.report, row.token).of(text.reports[row.report].article.text))}"


def _how_far(text: Text, c: Count) -> str:
    """ "the boy fell", where a length tells how far somebody or something moved."""
    parse = text.reports[c.report].parse
    own = [i for i in (c.row.head, parse.tokens[c.token].head, c.verb) if 0 <= i < len(parse.tokens)]
    verb = next((parse.tokens[i] for i in own if parse.tokens[i].lemma in _FAR and parse.tokens[i].tag == "VBD"), None)
    who = subject(text.reports[c.report].article.text, parse, verb) if verb is not None else ""
    return f"{who} {verb.lower}" if verb is not None and who else ""


def counted_reasons(text: Text, sentences: Sentences, rows: Sequence[Count]) -> list[Reason]:
    """Why numbers are of one thing and clash."""
    about = about_count(text, rows)
    out = [Reason(rule="same thing counted", detail=f"all tell {about}")]
    shared = shared_words(text, sentences, [(c.report, c.token) for c in rows])
    if shared:
        out.append(Reason(rule="the words around are alike", detail=", ".join(shared)))
    out.append(Reason(rule="values apart", detail=spelled_bounds(rows)))
    return out
