"""The layout of an article: sentences, headlines read in plain case, and blocks that change nothing."""

import numpy as np
import pytest

from streams.entities.tagging.layout import LONGEST, Layout, lay_out
from streams.entities.tagging.lexicon import LOWER, UPPER, Lexicon, empty, pack
from streams.entities.tagging.word_table import WordTable


@pytest.fixture
def table() -> WordTable:
    lexicon: Lexicon = empty(["says", "oil", "output", "nato", "to", "rise"])
    for word, row in lexicon.rows.items():
        lexicon.bits[row] = pack(form=UPPER if word == "nato" else LOWER)
    return WordTable(lexicon)


def sentences(text: str, layout: Layout) -> list[list[str]]:
    words = [text[start:end] for start, end in zip(layout.starts.tolist(), layout.ends.tolist(), strict=True)]
    return [
        [word for word, number in zip(words, layout.sentence.tolist(), strict=True) if number == wanted]
        for wanted in range(int(layout.sentence.max()) + 1)
    ]


def test_a_stop_ends_a_sentence_with_the_quote_that_closes_on_it(table: WordTable) -> None:
    text = 'She said "no." He left. i.e. nothing (at all). "Yes" followed.'
    found = [" ".join(words) for words in sentences(text, lay_out({"body": text}, table))]
    assert found == ['She said " no . "', "He left .", "i.e. nothing ( at all ) .", '" Yes " followed .']


def test_fields_are_apart(table: WordTable) -> None:
    layout = lay_out({"title": "Acme", "summary": "", "body": "Inc."}, table)
    assert layout.field.tolist() == [0, 2]
    assert layout.sentence.tolist() == [0, 1]
    assert not layout.glued.any()


def test_capitals_are_read_as_words_are_usually_written(table: WordTable) -> None:
    shouted = lay_out({"title": "IRAQ SAYS NATO OIL OUTPUT TO RISE"}, table)
    same = table.ids(["\x01Iraq", "\x01says", "\x01NATO", "\x01oil", "\x01output", "\x01to", "\x01rise"])
    assert shouted.padded[shouted.position].tolist() == same.tolist()


def test_a_headline_is_read_as_the_article_writes_its_words(table: WordTable) -> None:
    fields = {"title": "Rise Says Oil Output To Rise", "body": "so said Mr Rise of the Oil output and of NATO to us"}
    layout = lay_out(fields, table)
    wanted = ["\x01Rise", "\x01says", "\x01Oil", "\x01output", "\x01to", "\x01Rise"]
    assert layout.padded[layout.position[:6]].tolist() == table.ids(wanted).tolist()


def test_words_inside_plain_sentences_are_left_alone(table: WordTable) -> None:
    layout = lay_out({"body": "the Oil minister of Iraq came home"}, table)
    assert (
        layout.padded[layout.position].tolist()
        == table.ids(["the", "Oil", "minister", "of", "Iraq", "came", "home"]).tolist()
    )


def test_blocks_hold_each_token_once_with_its_surroundings(table: WordTable) -> None:
    layout = lay_out({"body": "One two three. Four five. Six seven eight nine. Ten. " * 20}, table)
    blocks = list(layout.blocks(16))
    assert np.concatenate([block.starts for block in blocks]).tolist() == layout.starts.tolist()
    for offset in (-2, -1, 0, 1, 2):
        around = np.concatenate([block.padded[block.position + offset] for block in blocks])
        assert around.tolist() == layout.padded[layout.position + offset].tolist()


def test_text_without_any_stop_is_cut(table: WordTable) -> None:
    layout = lay_out({"body": "word " * (3 * LONGEST)}, table)
    assert np.bincount(layout.sentence).tolist() == [LONGEST] * 3


def test_nothing(table: WordTable) -> None:
    assert len(lay_out({"title": "", "body": " \n "}, table).starts) == 0
