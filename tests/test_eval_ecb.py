from __future__ import annotations

import numpy as np

from consilience.stages.parse import Parser
from eval import coreference, entities
from eval.ecb import gold_mentions, rebuilt
from eval.event_pairs import average_link


def document(name: str, subtopic: str, split: str, *sentences: str) -> dict[str, object]:
    sents = [[number, words.split()] for number, words in enumerate(sentences)]
    return {"doc_id": name, "topic": subtopic[0], "subtopic": subtopic, "split": split, "sents": sents}


def mention(
    name: str, sentence: int, place: int, words: str, chain: str, kind: str = "event", tag: str = "ACTION_OCCURRENCE"
) -> dict[str, object]:
    return {
        "doc_id": name, "sent": sentence, "tok": list(range(place, place + len(words.split()))), "text": words,
        "chain": chain, "kind": kind, "tag": tag, "scored": True,
    }  # fmt: skip


DOCUMENTS = [
    document("1_1", "1a", "dev", "Mira Kolb opened the bridge in Tarn on Monday .", "Kolb said `` it is open '' ."),
    document("1_2", "1a", "dev", "The bridge in Tarn was opened by Mira Kolb ."),
    document("2_1", "2a", "dev", "A gallery opened in Osk after years of planning for the painters ."),
    document("3_1", "3a", "train", "Rovan bought the mill near Pell ."),
    document("3_2", "3a", "train", "The mill near Pell was bought by Rovan ."),
    document("4_1", "4a", "train", "Two boys bought sweets at a fair in Ust ."),
]
MENTIONS = [
    mention("1_1", 0, 2, "opened", "open bridge"),
    mention("1_2", 0, 5, "opened", "open bridge"),
    mention("2_1", 0, 2, "opened", "open gallery"),
    mention("3_1", 0, 1, "bought", "buy mill"),
    mention("3_2", 0, 5, "bought", "buy mill"),
    mention("4_1", 0, 2, "bought", "buy sweets"),
    mention("1_1", 0, 0, "Mira Kolb", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("1_1", 1, 0, "Kolb", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("1_2", 0, 7, "Mira Kolb", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("1_2", 0, 3, "Tarn", "Tarn", "entity", "LOC_GEO"),
    mention("1_1", 0, 8, "Monday", "Monday", "entity", "TIME_DATE"),
]


def test_texts_are_rebuilt_with_the_spaces_of_print() -> None:
    made = rebuilt(DOCUMENTS[0])
    assert made.text == "Mira Kolb opened the bridge in Tarn on Monday.\nKolb said “it is open”."
    assert all(made.text[slice(*made.spans[0, n])] == w for n, w in enumerate("Mira Kolb opened".split()))
    held = gold_mentions(MENTIONS, {"1_1": made}, "entity")
    assert [made.text[m.start : m.end] for m in held] == ["Mira Kolb", "Kolb", "Monday"]


def test_entities_are_measured_beside_the_baselines(parser: Parser) -> None:
    made = entities.measure(DOCUMENTS, MENTIONS, parser)
    assert made["mentions"] == 4  # the date is no entity
    assert made["b3"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert made["baselines"]["same head"]["f1"] == 1.0
    assert made["baselines"]["same string"]["r"] < 1.0


def test_events_are_measured_beside_the_baselines(parser: Parser) -> None:
    made = coreference.measure(DOCUMENTS, MENTIONS, parser)
    assert made["mentions"] == 3
    assert made["baselines"]["same lemma"]["b3"] < 100.0  # the gallery is thrown in with the bridge
    assert made["conll"] >= made["baselines"]["same lemma"]["conll"]
    assert set(made["weights"]) and made == coreference.measure(DOCUMENTS, MENTIONS, parser)


def test_average_link_joins_by_the_mean() -> None:
    likeness = np.array([[0, 0.9, 0.2], [0.9, 0, 0.6], [0.2, 0.6, 0]])
    assert list(average_link(likeness, 0.5)) == [0, 0, 1]
    assert list(average_link(likeness, 0.4)) == [0, 0, 0]
    assert list(average_link(likeness, 0.95)) == [0, 1, 2]
