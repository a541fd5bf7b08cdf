"""Names that are written in several ways: transliterations, lost apostrophes, surnames, what stands after."""

import pytest

from demarche.knowledge.lost_apostrophes import restored
from demarche.knowledge.name_sounds import sound
from demarche.knowledge.parties import party_base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
        ("Mohammed al-Bashir", "Muhammad el-Bashir"),
        ("Rami Abdel Rahman", "Rami Abdulrahman"),
        ("Moammar Kadhafi", "Muammar Gaddafi"),
        ("Failaq al-Sham", "Faylaq ash-Sham"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Nuri Maliki", "Nouri al-Maliki"),
        ("Javad Zarif", "Jawad Zarif"),
        ("Ahmad Jarba", "Ahmed al-Jarba"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Ali", "Hussein Ali"),
        ("Mohammed Saeed", "Mohammed bin Zayed"),
        ("Ali Reza", "Ali Raza Khan"),
        ("Ahmed Jibril", "Ahmed Jarba"),
    ],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_single_word_has_no_sound() -> None:
    assert sound("Hassan") is None
    assert sound("al-Hassan") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mohammad Jawad Zarif", "Mohammad Javad Zarif"),
        ("Volodimir Zelenskiy", "Volodymyr Zelensky"),
        ("Iraqi Prime Minister Haydar al-Abadi", "Haider al-Abadi"),
        ("Ahrar el-Sham", "Ahrar al-Sham"),
        ("CAVUSOGLU", "Mevlüt Çavuşoğlu"),
    ],
)
def test_spellings_that_no_table_has_are_known(text: str, name: str) -> None:
    assert party_base().resolve(text).name == name


def test_names_that_only_resemble_are_nobodys() -> None:
    assert party_base().resolve("Hussein Rouhan").id is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assads forces", "Assad's forces"),
        ("Moscows claim", "Moscow's claim"),
        ("the Syrian armys tanks", "the Syrian army's tanks"),
        ("two Kurds and three Saudis", "two Kurds and three Saudis"),
        ("Houthis", "Houthis"),
        ("days, boys and Texas", "days, boys and Texas"),
        ("ASSADS FORCES", "ASSADS FORCES"),
    ],
)
def test_lost_apostrophes(text: str, expected: str) -> None:
    endings = frozenset(
        {"assad", "moscow", "army", "kurds", "kurd", "saudis", "saudi", "houthis", "houthi", "boy"}
    )
    assert restored(text, endings) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bashar Assads forces", "Syrian Armed Forces"),
        ("Damascus", "Government of Syria"),
        ("Moscows", "Government of Russia"),
        ("40 [Daesh] fighters", "ISIS"),
        ("Petra Musterfrau QC", "Petra Musterfrau"),
        ("Hans P. Musterfrau, Jr.", "Hans P. Musterfrau"),
        ("King Abdullah II", "Abdullah II of Jordan"),
        ("lawyer Dawud Suleiman al-Shaher", "Dawud Suleiman al-Shaher"),
        ("Vice-president of the Syrian Coalition Petra Musterfrau", "Petra Musterfrau"),
    ],
)
def test_what_stands_around_a_name(text: str, name: str) -> None:
    assert party_base().resolve(text).name == name
