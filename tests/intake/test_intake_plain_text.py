"""Plain text files: what a person would call the report stays; what stands around it is set apart."""

from pathlib import Path

import pytest

from demarche.intake import read_inputs
from demarche.records import Report

LEAD = (
    "Veltria called on Ostmark to halt the shelling of the border town of Karsin, its foreign minister said."
)
SECOND = "Ostmark denied the charge and accused Veltrian forces of firing first, killing three farmers."
THIRD = "Observers from four states, who watch the border, said that both sides had fired across the river."


def read(tmp_path: Path, text: str, name: str = "report.txt") -> Report:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (report,) = read_inputs([path])
    assert isinstance(report, Report), report
    return report


def test_headline_that_is_repeated_is_kept_once(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"Veltria urges Ostmark to stop\n\nVeltria urges Ostmark to stop\n\nKARSIN\n\n{LEAD}\n\n{SECOND}",
    )
    assert report.title == "Veltria urges Ostmark to stop"
    assert report.text == f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}"
    assert report.furniture == ("Veltria urges Ostmark to stop", "KARSIN")


def test_page_title_with_the_outlet_behind_it_counts_as_the_headline_again(tmp_path: Path) -> None:
    report = read(
        tmp_path, f"Veltria urges Ostmark to stop\nVeltria urges Ostmark to stop - The Courier\n\n{LEAD}"
    )
    assert report.text == f"Veltria urges Ostmark to stop\n\n{LEAD}"


def test_text_without_a_headline_has_no_title(tmp_path: Path) -> None:
    report = read(tmp_path, f"{LEAD}\n{SECOND}")
    assert report.title == ""
    assert report.text == f"{LEAD}\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published 05.07.2019 00:07", "2019-07-05"),
        ("February 04 2020 02:32 PM", "2020-02-04"),
        ("Wednesday, 12 August 2015, 14:05 GMT", "2015-08-12"),
        ("Posted on March 3, 2018 at 9:30 am", "2018-03-03"),
        ("By Anna Kestrel - 7 May 2021", "2021-05-07"),
        ("Last updated: 6 February 2020 14:05 GMT", "2020-02-06"),
        ("KARSIN, 2016-11-30", "2016-11-30"),
    ],
)
def test_date_line_dates_the_report_and_leaves_its_text(tmp_path: Path, line: str, date: str) -> None:
    report = read(tmp_path, f"Veltria urges Ostmark to stop\n\n{line}\n\n{LEAD}\n\n{SECOND}")
    assert report.published == date
    assert report.text == f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}"
    assert report.furniture == (line,)


def test_date_of_publication_goes_before_that_of_a_change(tmp_path: Path) -> None:
    report = read(
        tmp_path, f"Veltria urges Ostmark\n\nUpdated 09.07.2019 10:00\nPublished 05.07.2019 00:07\n\n{LEAD}"
    )
    assert report.published == "2019-07-05"


def test_date_in_a_sentence_is_no_publication_date(tmp_path: Path) -> None:
    report = read(
        tmp_path, f"Veltria urges Ostmark to stop\n\nVeltria urged Ostmark on Feb. 6, 2020 to stop.\n\n{LEAD}"
    )
    assert report.published is None
    assert "on Feb. 6, 2020" in report.text


def test_dates_that_head_the_parts_of_a_chronicle_stay(tmp_path: Path) -> None:
    text = f"How the border war began\n\n{LEAD}\n\n5 July 2019\n\n{SECOND}\n\n9 July 2019\n\n{THIRD}"
    report = read(tmp_path, text)
    assert report.text == text
    assert report.furniture == ()


def test_caption_beside_its_cut_repetition_is_furniture(tmp_path: Path) -> None:
    whole = "Veltrian Defence Minister Oren Halik (L) arrives at the post in Karsin on Monday. AFP/Ministry."
    report = read(tmp_path, f"Veltria urges Ostmark\nMarch 3 2018 01:00 PM\n{whole[:80]}\n{whole}\n\n{LEAD}")
    assert report.text == f"Veltria urges Ostmark\n\n{LEAD}"
    assert report.furniture == ("March 3 2018 01:00 PM", whole[:80], whole)


def test_caption_credited_to_an_agency_is_furniture_with_all_its_repetitions(tmp_path: Path) -> None:
    caption = "Families flee the eastern districts of Karsin on November 29, 2016"
    report = read(tmp_path, f"Veltria urges Ostmark\n\n{caption} AFP\n\n {caption} AFP\n{caption}\n{LEAD}")
    assert report.text == f"Veltria urges Ostmark\n\n{LEAD}"
    assert report.published is None


def test_summary_repeated_as_the_first_paragraph_is_told_once(tmp_path: Path) -> None:
    report = read(tmp_path, f"Veltria urges Ostmark\n\n{LEAD}\n\n{LEAD}\n\n{SECOND}")
    assert report.text == f"Veltria urges Ostmark\n\n{LEAD}\n\n{SECOND}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Senator Joan Ferris (R) is defending the treaty that Veltria signed with its neighbour last week.",
        "The minister will travel to Karsin on Friday, according to the presidential press service.",
        "Rebel commanders said the offer was refused, a source close to the talks told Reuters",
        "Share prices fell on Monday after the shelling, and traders followed the news on Twitter closely.",
        "Read alone, the statement says nothing about who ordered the attack on the hospital in Karsin.",
        "By Friday night, government troops had withdrawn from the town and the siege was over.",
        "Advertisement of the ceasefire in Karsin brought hundreds of families back to their homes.",
        "[He said: we will not sign any paper while our soldiers are held in the prison of Karsin.]",
    ],
)
def test_sentence_that_only_resembles_furniture_stays(tmp_path: Path, sentence: str) -> None:
    text = f"Veltria urges Ostmark to stop\n\n{sentence}\n\n{LEAD}"
    assert read(tmp_path, text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "There are no comments.",
        "LEAVE A COMMENT Your email address will not be published. Required fields are marked*",
        "Share on Facebook Share on Twitter",
        "Facebook | Twitter | WhatsApp | Email | Print",
        "[EDITOR'S PICK: After the Flood, a Valley Turns to Fishing]",
        "Read more: Ostmark's army, explained",
        "READ ALSO: What the treaty says",
        "Related: Ten years of talks",
        "Advertisement",
        "ADVERTISEMENT",
        "Follow us on Twitter @courier",
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter for the latest news",
        "© 2019 The Courier. All rights reserved.",
        "12 Comments",
    ],
)
def test_furniture_between_paragraphs_is_taken_out_and_kept(tmp_path: Path, line: str) -> None:
    report = read(tmp_path, f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{line}\n\n{SECOND}")
    assert report.text == f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}"
    assert report.furniture == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press.",
        "(Reuters, AFP)",
        "SANA",
        "Anadolu Agency",
        "By Anna Kestrel and Tom Vail",
        "Reporting by Anna Kestrel; Editing by Tom Vail and the desk in Karsin.",
        "Tags: Veltria, Ostmark",
        "3 min read",
        "Source: Agencies",
    ],
)
def test_credit_at_either_end_is_furniture_whoever_the_agency_is(tmp_path: Path, line: str) -> None:
    at_end = read(tmp_path, f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}\n\n{line}")
    at_head = read(tmp_path, f"Veltria urges Ostmark to stop\n\n{line}\n\n{LEAD}\n\n{SECOND}")
    assert at_end.text == at_head.text == f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}"


def test_paragraphs_wrapped_to_a_width_are_joined(tmp_path: Path) -> None:
    wrapped = (
        "Veltria urges Ostmark to stop\n\n"
        "Veltria called on Ostmark to halt the shelling of the border\n"
        "town of Karsin, its foreign minister said on Monday after a\n"
        "night in which three farmers were killed.\n\n"
        f"{SECOND}\n"
    )
    assert read(tmp_path, wrapped).text == (
        "Veltria urges Ostmark to stop\n\n"
        "Veltria called on Ostmark to halt the shelling of the border town of Karsin, "
        "its foreign minister said on Monday after a night in which three farmers were killed.\n\n"
        f"{SECOND}"
    )


def test_a_file_of_furniture_by_the_thousand_is_read_in_little_time(tmp_path: Path) -> None:
    report = read(tmp_path, f"Veltria urges Ostmark to stop\n\n{LEAD}\n" + "Share on Facebook\n" * 30_000)
    assert report.text == f"Veltria urges Ostmark to stop\n\n{LEAD}"
    assert len(report.furniture) == 30_000


def test_line_ends_of_any_system_give_the_same_report(tmp_path: Path) -> None:
    text = f"Veltria urges Ostmark to stop\n\n{LEAD}\n\n{SECOND}\n"
    reports = []
    for name, end in (("unix.txt", "\n"), ("dos.txt", "\r\n"), ("mac.txt", "\r")):
        (tmp_path / name).write_bytes(text.replace("\n", end).encode())
        reports += list(read_inputs([tmp_path / name]))
    assert len({report.text for report in reports if isinstance(report, Report)}) == 1
    assert len({report.id for report in reports if isinstance(report, Report)}) == 1
