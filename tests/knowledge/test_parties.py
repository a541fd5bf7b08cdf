"""Parties: who the words of a report mean."""

import time

import pytest

from demarche.knowledge.parties import party_base
from demarche.knowledge.resolution import Resolution


def coded(text: str, on: str | None = None, country: str | None = None) -> tuple[str, str | None, str | None]:
    found = party_base().resolve(text, on=on, country=country)
    return found.name, found.code, found.sector


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Turkey", None, ("Government of Turkey", "TUR", "GOV")),
        ("Ankara", None, ("Government of Turkey", "TUR", "GOV")),
        ("the Kremlin", None, ("Government of Russia", "RUS", "GOV")),
        ("the United States", None, ("Government of the United States", "USA", "GOV")),
        ("the Saudis", None, ("Government of Saudi Arabia", "SAU", "GOV")),
        ("the Iraqi government", None, ("Government of Iraq", "IRQ", "GOV")),
        ("Turkish soldiers", None, ("Turkish Armed Forces", "TUR", "MIL")),
        ("two Turkish F-16s", None, ("Turkish Armed Forces", "TUR", "MIL")),
        ("the Turkish air force", None, ("Turkish Air Force", "TUR", "MIL")),
        ("U.S. troops", None, ("United States Armed Forces", "USA", "MIL")),
        ("American forces", None, ("United States Armed Forces", "USA", "MIL")),
        ("Israeli troops", None, ("Israel Defense Forces", "ISR", "MIL")),
        ("the Iraqi parliament", None, ("Council of Representatives of Iraq", "IRQ", "LEG")),
        ("police in Cairo", None, ("Egyptian police", "EGY", "COP")),
        ("the Russian Defense Ministry", None, ("Ministry of Defence of Russia", "RUS", "GOV")),
    ],
)
def test_states_and_their_bodies(text: str, on: str | None, expected: tuple[str, str, str]) -> None:
    assert coded(text, on) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Turkish Foreign Minister Mevlut Cavusoglu", "2019-07-05", ("Mevlüt Çavuşoğlu", "TUR", "GOV")),
        ("MEVLUT CAVUSOGLU", None, ("Mevlüt Çavuşoğlu", "TUR", "GOV")),
        ("the Turkish foreign minister", "2019-07-05", ("Mevlüt Çavuşoğlu", "TUR", "GOV")),
        ("the Turkish foreign minister", "2010-03-01", ("Ahmet Davutoğlu", "TUR", "GOV")),
        ("the Turkish foreign minister", None, ("Foreign Minister of Turkey", "TUR", "GOV")),
        ("President Obama", "2013-09-01", ("Barack Obama", "USA", "GOV")),
        ("the US Secretary of State", "2016-05-01", ("John Kerry", "USA", "GOV")),
        ("Secretary Rice", "2007-02-02", ("Condoleezza Rice", "USA", "GOV")),
        ("Ambassador Rice", "2011-01-01", ("Susan Rice", "USA", "GOV")),
        ("Prime Minister Brown", "2008-02-02", ("Gordon Brown", "GBR", "GOV")),
        ("U.S. Senator Warren", "2015-01-01", ("Elizabeth Warren", "USA", "LEG")),
        ("Donald Trump", "2016-09-01", ("Donald Trump", "USA", "PTY")),
        ("Donald Trump", "2018-09-01", ("Donald Trump", "USA", "GOV")),
        ("Trump", None, ("Donald Trump", "USA", "GOV")),
        ("the UN chief", "2012-02-02", ("Ban Ki-moon", "UNO", None)),
        ("Ban Ki-moon", "2005-01-01", ("Ban Ki-moon", "KOR", "GOV")),
        ("Kremlin spokesman Dmitry Peskov", "2018-01-01", ("Dmitry Peskov", "RUS", "GOV")),
    ],
)
def test_persons_by_name_title_and_date(
    text: str, on: str | None, expected: tuple[str, str, str | None]
) -> None:
    assert coded(text, on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daesh terrorists", ("ISIS", "IMG", "REB")),
        ("the Islamic State of Iraq and the Levant (ISIL)", ("ISIS", "IMG", "REB")),
        ("fighters from the Nusra Front", ("Hay'at Tahrir al-Sham", "IMG", "REB")),
        ("Hezbollah fighters", ("Hezbollah", "IMG", "REB")),
        ("Iran-backed Houthi rebels", ("Houthis", "YEM", "REB")),
        ("SDF", ("Syrian Democratic Forces", "SYR", "REB")),
        ("Kurdish Peshmerga fighters", ("Peshmerga", "IRQ", "PRM")),
        ("members of the Taliban", ("Taliban", "AFG", "REB")),
        ("U.S.-led coalition warplanes", ("US-led coalition", "IGO", "MIL")),
        ("the Saudi-led coalition", ("Saudi-led coalition", "IGO", "MIL")),
        ("the Syrian Observatory for Human Rights", ("Syrian Observatory for Human Rights", "NGO", "SOC")),
        ("Doctors Without Borders", ("Médecins Sans Frontières", "NGO", "SOC")),
        ("the U.N. Security Council", ("United Nations Security Council", "UNO", None)),
        ("Brussels", ("European Union", "EUR", "GOV")),
        ("a SANA correspondent", ("SANA", "SYR", "JRN")),
        ("Assad's forces", ("Syrian Armed Forces", "SYR", "MIL")),
        ("forces loyal to President Bashar al-Assad", ("Syrian Armed Forces", "SYR", "MIL")),
        ("the Assad regime", ("Government of Syria", "SYR", "GOV")),
        ("the government of Prime Minister Hun Sen", ("Government of Cambodia", "KHM", "GOV")),
    ],
)
def test_groups_organisations_and_what_is_theirs(text: str, expected: tuple[str, str, str | None]) -> None:
    assert coded(text) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("the regime", "SYR", ("Government of Syria", "SYR", "GOV")),
        ("rebels", "SYR", ("Syrian rebels", "SYR", "REB")),
        ("civil defence", "SYR", ("White Helmets", "NGO", "SOC")),
        ("at least 44 people", "AFG", ("Afghan civilians", "AFG", "CVL")),
        ("villagers", "IND", ("Indian civilians", "IND", "CVL")),
        ("residents of Aleppo", "SYR", ("residents of Aleppo", "SYR", "CVL")),
        ("Syrian opposition fighters", None, ("Syrian rebels", "SYR", "REB")),
        ("a monitoring group", "SYR", ("monitoring group", "NGO", "SOC")),
        ("unidentified gunmen", "SYR", ("unidentified gunmen", None, "UAF")),
        ("unidentified warplanes", "SYR", ("unidentified warplanes", None, "UAF")),
        ("Palestinian gunmen", None, ("Palestinian gunmen", "PSE", "UAF")),
        ("a military source", "SYR", ("military source", "SYR", "MIL")),
        ("Syrian refugees in Turkey", None, ("Syrian refugees in Turkey", "SYR", "REF")),
        ("a 23-year-old man", "CAN", ("23-year-old man", "CAN", "CVL")),
        ("Gen. Petra Musterfrau", "DEU", ("Petra Musterfrau", "DEU", "MIL")),
        ("Ruritanian Lancers", None, ("Ruritanian Lancers", None, None)),
        ("Fadi al-Shami", "SYR", ("Fadi al-Shami", "SYR", None)),
    ],
)
def test_roles_take_the_country_of_the_words_or_of_the_report(
    text: str, country: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    assert coded(text, country=country) == expected


def test_a_country_that_only_qualifies_is_not_the_partys() -> None:
    assert coded("US-backed rebels", country="SYR") == ("Syrian rebels", "SYR", "REB")
    assert coded("anti-Assad activists", country="SYR")[1:] == ("SYR", "SOC")
    assert coded("a Kurdish-Arab alliance", country="SYR")[1] == "SYR"


def test_both_sides_words_code_alike() -> None:
    assert coded("terrorists", country="SYR")[1:] == coded("rebels", country="SYR")[1:]
    assert coded("the Syrian regime") == coded("the Syrian government")


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("President Obama", "2013-06-01", ("Barack Obama", "USA", "GOV")),
        ("President Obama", "2019-06-01", ("Barack Obama", "USA", "ELI")),
        ("Barack Obama", "2019-06-01", ("Barack Obama", "USA", "ELI")),
        ("former Secretary of State Colin Powell", "2012-01-01", ("Colin Powell", "USA", "ELI")),
        ("Boris Johnson", "2022-12-01", ("Boris Johnson", "GBR", "LEG")),
    ],
)
def test_who_has_left_an_office_is_a_former_official(
    text: str, on: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert coded(text, on) == expected


def test_groups_are_named_and_counted_as_they_were_on_the_date() -> None:
    base = party_base()
    named = [base.resolve("the Nusra Front", on=on) for on in ("2014-01-01", "2016-10-01", "2018-05-01")]
    assert [one.name for one in named] == ["Al-Nusra Front", "Jabhat Fateh al-Sham", "Hay'at Tahrir al-Sham"]
    assert len({one.id for one in named}) == 1
    assert coded("the Taliban", "2019-01-01") == ("Taliban", "AFG", "REB")
    assert coded("the Taliban", "2022-01-01") == ("Taliban", "AFG", "GOV")


def test_one_name_for_what_words_of_both_sides_mean() -> None:
    for words in ("government forces", "regime troops", "the army", "soldiers", "warplanes", "an air base"):
        assert coded(words, country="SYR") == ("Syrian Armed Forces", "SYR", "MIL"), words
    for words in ("the regime", "authorities", "officials", "the government"):
        assert coded(words, country="SYR") == ("Government of Syria", "SYR", "GOV"), words
    for words in ("terrorists", "militants", "armed groups"):
        assert coded(words, country="SYR") == ("Syrian armed groups", "SYR", "REB"), words


def test_a_branch_is_meant_where_the_report_names_it() -> None:
    base = party_base()
    air_force = base.resolve("the Turkish air force")
    assert base.resolve("Turkish warplanes").name == "Turkish Armed Forces"
    assert base.resolve("Turkish warplanes", known=[air_force]).name == "Turkish Air Force"


def test_the_guessed_code_chooses_among_parties_of_the_report() -> None:
    base = party_base()
    known = [base.resolve(name) for name in ("Syrian Observatory for Human Rights", "ISIS")]
    assert base.resolve("the group", known=known).name == "ISIS"
    assert base.resolve("the group", country="NGO", known=known).name == "Syrian Observatory for Human Rights"
    assert base.resolve("the militants", country="IMG", known=known).name == "ISIS"
    assert base.resolve("the militants", country="SYR", known=known).name == "Syrian armed groups"
    assert base.resolve("the militants", known=known).id is None


def test_titles_of_a_report_without_a_date_are_its_persons() -> None:
    base = party_base()
    kerry = base.resolve("John Kerry")
    assert base.resolve("the Secretary", country="USA", known=[kerry]).name == "John Kerry"
    assert base.resolve("the Secretary of State", known=[kerry]).name == "John Kerry"
    assert base.resolve("the Foreign Secretary", known=[kerry]).name == "Foreign Secretary"


def test_a_country_is_not_a_ministry_whose_name_ends_with_it() -> None:
    base = party_base()
    ministry = base.resolve("Norwegian defence ministry")
    assert ministry.name == "Ministry of Defence of Norway"
    assert base.resolve("Norway", known=[ministry]).name == "Government of Norway"
    assert base.resolve("the ministry", known=[ministry]).name == "Ministry of Defence of Norway"


def test_words_that_say_more_take_up_no_other() -> None:
    base = party_base()
    rebels, isis = base.resolve("Free Syrian Army"), base.resolve("ISIS")
    assert base.resolve("the army", country="SYR", known=[rebels]).name == "Syrian Armed Forces"
    assert base.resolve("the regime army", country="SYR", known=[rebels]).name == "Syrian Armed Forces"
    assert base.resolve("the coalition", country="IMG", known=[isis]).code == "IGO"
    council = Resolution(name="Lervik Council")
    assert base.resolve("the council", known=[council]).name == "Lervik Council"
    assert base.resolve("the Oslo council", known=[council]).name == "Oslo council"


def test_short_forms_of_names_of_the_report() -> None:
    base = party_base()
    known = [
        Resolution(name=name) for name in ("9th Harbour Guard Wing", "Abu Salim al-Oslowi", "Lervik tribe")
    ]
    assert base.resolve("9th HGW", known=known).name == "9th Harbour Guard Wing"
    assert base.resolve("Abu Salim", known=known).name == "Abu Salim al-Oslowi"
    assert base.resolve("the Lervik", known=known).name == "Lervik tribe"
    assert base.resolve("Lundes", known=[Resolution(name="Kari Lunde", kind="person")]).name == "Kari Lunde"


def test_a_family_name_tells_no_country_and_ngo_may_be_a_name() -> None:
    assert coded("Abu Salim al-Kuwaiti", country="IMG")[1] == "IMG"
    assert coded("Ngo Thi Lan", country="VNM") == ("Ngo Thi Lan", "VNM", None)
    assert coded("an NGO")[1:] == ("NGO", "SOC")


def test_sides_and_allies_of_a_country() -> None:
    assert coded("the British side") == ("Government of the United Kingdom", "GBR", "GOV")
    assert coded("our Turkish allies") == ("Government of Turkey", "TUR", "GOV")
    assert coded("Turkey's allies")[0] == "Turkey's allies"


def test_a_force_known_by_another_name() -> None:
    words = "a Kurdish-led force known as the Syrian Democratic Forces"
    assert coded(words) == ("Syrian Democratic Forces", "SYR", "REB")


def test_one_of_two_governments_is_told_by_its_seat() -> None:
    base = party_base()
    accord = base.resolve("Government of National Accord")
    assert base.resolve("the Tripoli-based government", country="LBY", known=[accord]).name == accord.name
    assert base.resolve("the Tripoli-based government", country="LBY").name == "Government of Libya"
    assert base.resolve("the Libyan government", known=[accord]).name == "Government of Libya"


def test_militias_of_a_confession_have_one_name() -> None:
    for words in ("Shiite militiamen", "Shia militias", "Shia Muslim paramilitary groups"):
        assert coded(words, country="IRQ") == ("Shia militias in Iraq", "IRQ", "PRM"), words
    assert coded("Sunni militias", country="IRQ") == ("Sunni militias in Iraq", "IRQ", "PRM")


def test_lower_case_words_are_not_a_name_of_forces() -> None:
    assert coded("self-defense forces", country="UKR")[1] == "UKR"
    assert coded("Japan Self-Defense Forces")[1] == "JPN"


def test_spokesmen_and_members_are_those_they_speak_for() -> None:
    assert coded("a spokeswoman for Zenda Police", country="GBR") == ("Zenda Police", "GBR", "COP")
    assert coded("a representative of the Syrian Armed Forces") == ("Syrian Armed Forces", "SYR", "MIL")
    assert coded("MSF employees") == ("Médecins Sans Frontières", "NGO", "SOC")


def test_the_two_sides_are_those_named_before() -> None:
    base = party_base()
    known = [base.resolve(name) for name in ("Turkey", "ISIS", "Russia", "Moscow")]
    assert base.resolve("the two sides", known=known).name == "ISIS and Government of Russia"
    both = base.resolve("both sides", known=[known[0], known[2]])
    assert (both.name, both.code) == ("Government of Turkey and Government of Russia", None)
    assert base.resolve("both sides").sector == "UNK"


def test_peoples_are_not_the_state_they_live_in() -> None:
    assert coded("thousands of Rohingya Muslims") == ("Rohingya", "MMR", "CVL")
    assert coded("Rohingya militants")[1:] == ("MMR", "REB")


def test_parties_named_before_explain_surnames_and_the_group() -> None:
    yee = Resolution(name="Hoyt Brian Yee", code="USA", sector="GOV", kind="person")
    isis = party_base().resolve("Islamic State")
    observatory = party_base().resolve("Syrian Observatory for Human Rights")
    known = [yee, isis, observatory]
    assert party_base().resolve("Yee", country="RUS", known=known).name == "Hoyt Brian Yee"
    assert party_base().resolve("the group", known=known[:2]).name == "ISIS"
    assert party_base().resolve("the Observatory", known=known).name == "Syrian Observatory for Human Rights"
    assert party_base().resolve("the group").code is None


@pytest.mark.parametrize(
    "text", ["", "...", "he", "us", "(", "\u0301", "of of of", "a the an", "x" * 5000, "the " * 500]
)
def test_words_that_name_nobody_are_kept_as_they_are(text: str) -> None:
    found = party_base().resolve(text, country="SYR")
    assert found.code == "SYR"
    assert found.id is None


def test_every_resolution_says_why() -> None:
    for text in ("Turkey", "Turkish soldiers", "Obama", "rebels", "Ruritanian Lancers", "he"):
        assert party_base().resolve(text, on="not a date", country="SYR").reason


def test_lookup_knows_listed_names_only() -> None:
    isil = party_base().lookup("ISIL")
    assert isil is not None
    assert isil.name == "ISIS"
    kerry = party_base().lookup("John Kerry's", on="2010-01-01")
    assert kerry is not None
    assert kerry.sector == "LEG"
    assert party_base().lookup("rebels") is None
    assert party_base().lookup("is") is None


def test_find_gives_the_longest_names_of_a_text() -> None:
    text = (
        "Turkish Foreign Minister Mevlut Cavusoglu said the Syrian army and Hezbollah had shelled Idlib in "
        "Syria, the Syrian Observatory for Human Rights reported. Who is to blame?"
    )
    names = [
        (text[found.start : found.end], found.resolution.name)
        for found in party_base().find(text, "2019-07-05")
    ]
    assert names == [
        ("Turkish Foreign Minister", "Mevlüt Çavuşoğlu"),
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
        ("Syrian army", "Syrian Armed Forces"),
        ("Hezbollah", "Hezbollah"),
        ("Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights"),
    ]


def test_acronyms_that_are_words_are_words_in_a_headline() -> None:
    assert party_base().find("WHO IS TO BLAME FOR THE WAR") == []
    assert [found.resolution.name for found in party_base().find("The WHO blamed IS.")] == [
        "World Health Organization",
        "ISIS",
    ]


def test_a_long_hostile_text_is_read_in_linear_time() -> None:
    begin = time.perf_counter()
    party_base().find("Islamic State of Iraq and " * 20_000)
    party_base().find("Syrian army army army army " * 5_000)
    assert time.perf_counter() - begin < 10
