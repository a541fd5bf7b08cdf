"""The language of what is read: told by its words where they are sure, else left as it was told."""

import json
from pathlib import Path

import pytest
import yaml

from demarche.intake import read_inputs, report_from_text
from demarche.intake.language import is_english, language_of, languages
from demarche.records import Report

ENGLISH = (
    "The ministry of Veltria said on Friday that its soldiers had left the valley and that talks with the "
    "rebels would go on in the town of Karsin. A spokesman for the rebels denied it. Nobody was hurt, and "
    "the road to the north was open again by the evening, said people who live in the villages there. "
)
SAMPLES = Path(__file__).parent / "language_samples.yaml"
TEXTS: dict[str, str] = yaml.safe_load(SAMPLES.read_text("utf-8"))
TEXTS |= {code: TEXTS[code] * 4 for code in ("ko", "ja")}


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_in_another_language_is_kept_and_says_so(tmp_path: Path, code: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXTS[code], "utf-8")
    (found,) = read_inputs([file])
    assert isinstance(found, Report)
    assert (found.language, is_english(found.language)) == (code, False)
    assert found.text
    assert report_from_text(TEXTS[code]).language == code


def test_english_is_english() -> None:
    assert language_of(ENGLISH) == "en"
    assert language_of(ENGLISH.upper()) == "en"
    assert report_from_text(ENGLISH).language == "en"


@pytest.mark.parametrize("code", ["fr", "tr", "ar"])
def test_a_mixed_text_is_left_alone(code: str) -> None:
    assert language_of(f"{ENGLISH}\n\n{TEXTS[code]}") in (None, "en")
    assert report_from_text(f"{TEXTS[code]}\n\n{ENGLISH}").language == "en"


@pytest.mark.parametrize("text", ["", "Le ministre a dit non.", "7 : 5", "Karsin Veltria Ostmark " * 40])
def test_what_tells_no_language_is_left_alone(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("told", "text", "language"),
    [
        (None, TEXTS["fr"], "fr"),
        ("en", TEXTS["fr"], "fr"),  # a column filled in without looking
        ("fr", TEXTS["fr"], "fr"),
        ("fr-CA", TEXTS["fr"], "fr-ca"),
        ("en-GB", ENGLISH, "en-gb"),
        ("sq", "Ministria tha se bisedimet vazhdojnë.", "sq"),  # too short to tell: as told
        (None, "Ministria tha se bisedimet vazhdojnë.", "en"),
    ],
)
def test_a_row_keeps_the_language_that_it_tells(tmp_path: Path, told: str, text: str, language: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"text": text, "language": told}), "utf-8")
    (found,) = read_inputs([file])
    assert isinstance(found, Report)
    assert found.language == language


def test_the_lists_of_words_are_well_formed() -> None:
    known = languages()
    for code, words in known.words.items():
        assert len(code) == 2
        assert len(words) >= 20, code
        assert all(word == word.lower() and word.isalpha() for word in words), code
    for code, (first, last) in known.scripts.items():
        assert int(first, 16) < int(last, 16), code
