"""The data files of intake are well formed."""

import re
import sys

import pytest

from demarche.intake.data_files import load
from demarche.intake.fields import FIELDS, common_names
from demarche.intake.furniture import rules
from demarche.intake.kinds import signatures


def test_field_names_are_told_apart() -> None:
    names = [name for field in FIELDS for name in common_names()[field]]
    assert all(names)
    assert len(names) == len(set(names)), "a name stands twice, perhaps for two fields"
    assert set(load("fields.yaml")) == set(FIELDS)


def test_signatures_have_bytes_that_no_text_begins_with() -> None:
    known = signatures()
    assert len({(magic, signature.at) for magic, signature in known}) == len(known)
    assert all(len(magic) >= 3 for magic, _ in known)
    assert all(signature.name for _, signature in known)


@pytest.mark.parametrize(
    "name",
    ["anywhere", "around", "caption_credits", "caption_signs", "position_signs", "buttons", "agencies"],
)
def test_furniture_lists_hold_each_thing_once(name: str) -> None:
    entries = load("furniture.yaml")[name]
    assert isinstance(entries, list)
    assert all(isinstance(entry, str) and entry.strip() == entry and entry for entry in entries)
    assert len(entries) == len(set(entries))


def test_furniture_patterns_compile_and_match_no_nothing() -> None:
    for pattern in (rules().anywhere, rules().around):
        assert isinstance(pattern, re.Pattern)
        assert not pattern.fullmatch("")
        assert not pattern.fullmatch("Veltria called on Ostmark to halt the shelling.")


def test_date_line_words_are_lists_of_words() -> None:
    lists = load("date_lines.yaml")
    assert set(lists) == {"published", "changed", "around"}
    for words in lists.values():
        assert isinstance(words, list)
        assert all(isinstance(word, str) and word == word.lower() for word in words)


def test_intake_is_imported_without_its_heavy_libraries() -> None:
    import subprocess

    code = (
        "import sys, demarche.intake;"
        "print([name for name in ('pyarrow', 'trafilatura', 'ftfy', 'htmldate') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
