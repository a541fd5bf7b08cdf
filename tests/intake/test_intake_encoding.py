"""Files of any usual encoding are read as the words they hold."""

from pathlib import Path

import pytest

from demarche.intake import read_inputs
from demarche.records import Report

TURKISH = "Foreign Minister Mevlüt Çavuşoğlu said that Erdoğan spoke with his counterpart on Monday."
ENGLISH = "The minister said “we can\u2019t accept this” \u2014 and left for the café on Monday."
RUSSIAN = "Министр иностранных дел заявил, что стороны договорились прекратить огонь."
POLISH = "Prime Minister Mateusz Morawiecki and Jarosław Kaczyński spoke in Kraków and in Łódź."
ARABIC = "وزير الخارجية يعلن وقف إطلاق النار في جميع أنحاء البلاد"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TURKISH, "utf-8"),
        (TURKISH, "utf-8-sig"),
        (TURKISH, "utf-16"),
        (TURKISH, "utf-32"),
        (TURKISH, "cp1254"),
        (TURKISH, "iso8859_9"),
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (POLISH, "cp1250"),
        (ARABIC, "cp1256"),
    ],
)
def test_encoding_is_found(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "report.txt").write_bytes(text.encode(encoding))
    (report,) = read_inputs([tmp_path / "report.txt"])
    assert isinstance(report, Report), report
    assert report.text == text


def test_one_damaged_byte_does_not_garble_the_rest(tmp_path: Path) -> None:
    data = TURKISH.encode()
    (tmp_path / "report.txt").write_bytes(data[:10] + b"\xff" + data[10:])
    (report,) = read_inputs([tmp_path / "report.txt"])
    assert isinstance(report, Report)
    assert report.text == TURKISH[:10] + "\N{REPLACEMENT CHARACTER}" + TURKISH[10:]


def test_words_decoded_wrongly_before_they_were_saved_are_mended(tmp_path: Path) -> None:
    garbled = ENGLISH.replace("”", "").encode().decode("cp1252")
    assert "â€" in garbled
    (tmp_path / "report.txt").write_text(garbled, "utf-8")
    (report,) = read_inputs([tmp_path / "report.txt"])
    assert isinstance(report, Report)
    assert report.text == ENGLISH.replace("”", "")
