from __future__ import annotations

import numpy as np
import pytest

from consilience.stages.parse import Parser
from eval import coreference, entities, entity_pairs, event_pairs, fit_entities
from eval.ecb import gold_mentions, rebuilt
from eval.event_views import view
from eval.pair_models import average_link


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
    assert made["link_alone"]["f1"] == made["baselines"]["same head"]["f1"] == 1.0
    assert made["baselines"]["same string"]["r"] < 1.0


def test_events_are_measured_beside_the_baselines(parser: Parser) -> None:
    made = coreference.measure(DOCUMENTS, MENTIONS, parser)
    assert made["mentions"] == 3
    assert made["baselines"]["same lemma"]["b3"] < 100.0  # the gallery is thrown in with the bridge
    assert made["conll"] >= made["baselines"]["same lemma"]["conll"]
    product = made["of the product"]
    assert 0 < product["mentions"] <= made["mentions"]
    assert product["ours"]["conll"] >= product["same lemma"]["conll"]
    assert set(made["weights"]) and made == coreference.measure(DOCUMENTS, MENTIONS, parser)


def test_without_train_documents_the_stored_weights_are_used(parser: Parser) -> None:
    made = coreference.measure([d for d in DOCUMENTS if d["split"] == "dev"], MENTIONS, parser)
    told = coreference.stored()
    assert made["split"] == "dev" and made["weights"] == told.weights and made["cut"] == told.cut
    part = coreference.read(DOCUMENTS, MENTIONS, parser, "dev")
    assert list(told.weights) == event_pairs.names_of_features(part)  # else they are weights of something else


def test_the_split_that_is_no_train_is_measured_by_default(parser: Parser) -> None:
    renamed = [d | {"split": "test"} if d["split"] == "dev" else d for d in DOCUMENTS]
    assert coreference.measure(renamed, MENTIONS, parser)["split"] == "test"


def test_pairs_are_told_by_word_kind_and_arguments(parser: Parser) -> None:
    part = coreference.read(DOCUMENTS, MENTIONS, parser, "dev")
    views = [view(m, part) for m in part.mentions]
    found = event_pairs.compare(views, part, np.array([0, 0, 1]))
    assert found["same lemma"].all() and (found["kinds alike"] == 0).all()
    assert found["one group"].tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert found["same objects"][0, 1] == 1 and found["other objects"][0, 1] == 0  # the bridge, in active and passive
    assert found["arguments alike"][0, 1] > found["arguments alike"][0, 2]
    assert all((m == m.T).all() for m in found.values())


def test_fitted_weights_tell_one_event_from_two() -> None:
    one = np.array([1.0, 1.0, 0.0, 0.0] * 10)
    like = np.column_stack([np.ones(40), one, *np.zeros((4, 40)), np.arange(40) % 2])
    first, second = np.triu_indices(2, 1)
    weights = event_pairs.fit([event_pairs.Topic([], first, second, like, one)])
    assert weights[1] > 1 and abs(weights[6]) < weights[1] / 2 and (weights[2:6] == 0).all()


def test_cosines_are_scaled_by_the_nearest() -> None:
    likeness = np.array([[1.0, 0.2, 0.1], [0.2, 1.0, 0.1], [0.1, 0.1, 1.0]])
    found = coreference.scaled(likeness)
    assert np.allclose(found, found.T) and found[0, 1] > found[0, 2]
    assert np.isclose(found[0, 1], 0.2 / 0.15)


def test_average_link_joins_by_the_mean() -> None:
    likeness = np.array([[0, 0.9, 0.2], [0.9, 0, 0.6], [0.2, 0.6, 0]])
    assert list(average_link(likeness, 0.5)) == [0, 0, 1]
    assert list(average_link(likeness, 0.4)) == [0, 0, 0]
    assert list(average_link(likeness, 0.95)) == [0, 1, 2]


TOLD = [
    document("5_1", "5a", "dev", "Mira Kolb , the mayor , opened a mill .", "She praised the builders who built it ."),
    document(
        "5_2", "5a", "dev", "Mayor opens mill .", "The mayor thanked the builders .", "Osk and Tarn lie far apart ."
    ),
]
GIVEN = [
    mention("5_1", 0, 0, "Mira Kolb", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("5_1", 0, 4, "mayor", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("5_1", 1, 0, "She", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("5_1", 1, 3, "builders", "builders", "entity", "HUMAN_PART_PER"),
    mention("5_1", 1, 4, "who", "builders", "entity", "HUMAN_PART_PER"),
    mention("5_2", 0, 0, "Mayor", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("5_2", 1, 1, "mayor", "Kolb", "entity", "HUMAN_PART_PER"),
    mention("5_2", 1, 4, "builders", "builders", "entity", "HUMAN_PART_PER"),
    mention("5_2", 2, 0, "Osk", "Osk", "entity", "LOC_GEO"),
    mention("5_2", 2, 2, "Tarn", "Tarn", "entity", "LOC_GEO"),
]


def test_given_mentions_are_joined_by_noun_pronoun_and_apposition(parser: Parser) -> None:
    made = entities.measure(TOLD, GIVEN, parser)
    assert made["mentions"] == len(GIVEN)
    assert made["b3"]["f1"] > made["baselines"]["same head"]["f1"] + 0.1
    assert made["b3"]["p"] > 0.9  # neither the two places nor mayor and builders are thrown together


def test_pronouns_take_up_what_stands_nearest_and_agrees(parser: Parser) -> None:
    ((_, subtopic, _),) = entities.subtopics(TOLD, GIVEN, parser, "dev")
    taken = {
        subtopic.mentions[i].words: subtopic.mentions[j].words for i, j in entity_pairs.nearest(subtopic.views).items()
    }
    assert taken == {"She": "Mira Kolb", "who": "builders"}


def test_each_feature_has_its_weight_and_the_fit_finds_them_from_pairs(parser: Parser) -> None:
    held = [subtopic for _, subtopic, _ in entities.subtopics(TOLD, GIVEN, parser, "dev")]
    features = held[0].pairs()[2]
    assert features.shape == (len(GIVEN) * (len(GIVEN) - 1) // 2, len(entity_pairs.WEIGHTS))
    fitted = fit_entities.fit(held)
    weight = dict(zip(entity_pairs.WEIGHTS, fitted, strict=True))
    assert weight["same head, nouns"] > 0 > weight["names share no word"]
    assert entity_pairs.clusters(held[0], list(fitted)) == entity_pairs.clusters(held[0], list(fitted))


def test_a_split_that_is_not_there_is_said(parser: Parser) -> None:
    with pytest.raises(ValueError, match="no document of the split 'test'"):
        entities.measure(TOLD, GIVEN, parser, "test")
