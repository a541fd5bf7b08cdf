"""Documents: words, pieces, and the windows in which the encoder reads them."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.reader.document import (
    CLS,
    PIECES_A_WORD,
    SEP,
    WINDOW,
    Document,
    document_of,
    piece_maker,
    pieces_of,
)
from demarche.reader.sentences import sentences_of

LINE = "Norwegian gunners near Hallasund fired forty shells at an empty barn on Tuesday, the mayor said. "
LONG_SENTENCE = "shells fell, " * 900 + "and then it was quiet."
HOSTILE = {
    "a word of 100,000 letters": "a" * 100_000,
    "a capital word of 100,000 letters in a sentence": f"The {'X' * 100_000} army fled. It rained.",
    "emoji": "😀🇳🇴👩‍👩‍👧‍👦 " * 400,
    "right to left": "قصفت القوات مدينة إدلب يوم الثلاثاء. " * 80 + "\u202eabc\u202c",
    "NULs": "Nor\x00way \x00 urged\x00Finland. " * 60,
    "zero width": "Nor\u200bway\u200d urged \ufeffFinland.\u2060 " * 60,
    "one line of dots": "." * 3_000,
    "combining marks": "e" + "\u0301" * 2_000 + " said.",
    "private use and unassigned": "\ue000\U000e0001\U0010ffff " * 200,
    "many lines": "a\n" * 3_000,
    "controls": "".join(map(chr, range(32))) * 60,
}
TEXTS = {"a line": LINE, "a page": LINE * 60, "a very long sentence": LONG_SENTENCE, **HOSTILE}


@pytest.fixture(params=TEXTS, scope="module")
def document(request: pytest.FixtureRequest) -> Document:
    return document_of(TEXTS[request.param])


def test_each_word_is_at_home_in_one_window(document: Document) -> None:
    homes = np.concatenate([window.words for window in document.windows])
    assert homes.tolist() == list(range(len(document.starts)))


def test_no_window_is_over_the_limit(document: Document) -> None:
    for window in document.windows:
        assert len(window.words) == len(window.at) > 0
        assert len(window.pieces) == len(window.shapes) <= WINDOW
        assert (window.pieces[0], window.pieces[-1]) == (CLS, SEP)


def test_a_word_is_read_where_it_says(document: Document) -> None:
    words = [document.text[s:e] for s, e in zip(document.starts, document.ends, strict=True)]
    first = [pieces[0] for pieces in pieces_of(words)]
    for window in document.windows:
        assert window.pieces[window.at].tolist() == [first[i] for i in window.words]


def test_words_lie_in_their_sentence(document: Document) -> None:
    assert document.sentences == sentences_of(document.text)
    for start, end, sentence in zip(document.starts, document.ends, document.sentence, strict=True):
        low, high = document.sentences[sentence]
        assert low <= start < end <= high


def test_windows_end_where_sentences_do_unless_one_is_too_long() -> None:
    document = document_of(LINE * 60)
    assert len(document.windows) > 3
    for before, after in pairwise(document.windows):
        assert document.sentence[before.words[-1]] != document.sentence[after.words[0]]


def test_a_later_window_sees_how_the_report_begins() -> None:
    document = document_of("Hallasund shelled again.\n\n" + LINE * 60)
    beginning = document.windows[0].pieces[1:5].tolist()
    for window in document.windows[1:]:
        assert window.pieces[1:5].tolist() == beginning
        assert window.at[0] > 5


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2003\t"])
def test_a_text_without_words_has_no_windows(text: str) -> None:
    assert document_of(text).windows == []


def test_a_longer_word_is_cut_not_lost() -> None:
    (pieces,) = pieces_of(["Donaudampfschifffahrtsgesellschaftskapitaen" * 3])
    assert 1 <= len(pieces) <= PIECES_A_WORD
    assert all(1 <= len(p) <= PIECES_A_WORD for p in pieces_of(["\x00", "😀", "a" * 1_000, "\u0301", "Oslo"]))


def test_case_and_accents_do_not_change_the_pieces() -> None:
    plain, marked = pieces_of(["cavusoglu"]), pieces_of(["Çavuşoğlu"])
    assert plain == marked
    assert "[UNK]" not in [piece_maker().id_to_token(p) for p in plain[0]]


def test_characters_and_words_find_each_other() -> None:
    document = document_of("Norway urged Finland to wait.")
    start = document.text.index("Finland")
    assert document.words_at(start, start + 7) == (2, 2)
    assert document.words_at(start + 2, start + 4) == (2, 2)  # a part of a word is that word
    assert document.words_at(0, start + 7) == (0, 2)
    assert document.characters(0, 2) == (0, start + 7)
    first, last = document.words_at(6, 7)  # the space between two words
    assert last < first


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_becomes_a_document(text: str) -> None:
    document = document_of(text)
    homes = [word for window in document.windows for word in window.words.tolist()]
    assert homes == list(range(len(document.starts)))
    assert all(len(window.pieces) <= WINDOW for window in document.windows)


def test_large_texts_are_cut_up_quickly() -> None:
    begun = time.perf_counter()
    document = document_of(LINE * 2_000)
    assert len(document.text) > 190_000
    assert time.perf_counter() - begun < 10.0


def test_sections_hold_every_word_once_and_keep_their_offsets() -> None:
    text = " ".join(f"Report {i} says that shells hit the town." for i in range(50))
    whole = document_of(text)
    parts = whole.sections(60)
    assert len(parts) > 5
    assert [s for _, part in parts for s in part.starts.tolist()] == whole.starts.tolist()
    for here, part in parts:
        assert part.characters(0, 0) == whole.characters(here.start, here.start)
        assert part.text[int(part.starts[0]) :].startswith("Report")


def test_the_words_of_several_spans_are_found_at_once() -> None:
    document = document_of("Swedish guns shelled Hallasund on Saturday.")
    spans = [(0, 7), (8, 20), (21, 30), (3, 3)]
    first, last = document.words_of_spans(spans)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [document.words_at(*one) for one in spans]
    assert document.words_of_spans([])[0].tolist() == []
