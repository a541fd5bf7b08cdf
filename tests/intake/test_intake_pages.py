"""Web pages: the article without the page, and what the page says of itself."""

import gzip
from pathlib import Path

from demarche.intake import read_inputs
from demarche.records import Refusal, Report

BODY = (
    "Veltria called on Ostmark to halt the shelling of the border town of Karsin, its minister said.",
    "Ostmark denied the charge and accused Veltrian forces of firing first, killing three farmers.",
    "The two countries signed a truce last year, and observers from four states have watched it since.",
)
META = (
    '<meta property="og:title" content="Veltria urges Ostmark to stop">'
    '<meta property="og:site_name" content="The Courier">'
    '<meta property="article:published_time" content="2019-07-05T00:07:00Z">'
    '<meta property="article:modified_time" content="2019-07-09T00:07:00Z">'
    '<link rel="canonical" href="https://www.courier.example/world/veltria-urges-ostmark">'
)


def page(meta: str = META, body: tuple[str, ...] = BODY, extra: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        '<!DOCTYPE html><html lang="en-GB"><head>'
        f"<title>Veltria urges Ostmark to stop - The Courier</title>{meta}"
        "</head><body><nav><a href='/'>Home</a> <a href='/w'>World</a> <a href='/s'>Sport</a></nav>"
        f"<article><h1>Veltria urges Ostmark to stop</h1>{paragraphs}{extra}</article>"
        "<footer>Terms of use. Privacy. Contact the Courier. Careers.</footer></body></html>"
    )


def read(tmp_path: Path, content: str | bytes, name: str = "page.html") -> Report | Refusal:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (result,) = read_inputs([tmp_path / name])
    return result


def report(tmp_path: Path, content: str | bytes, name: str = "page.html") -> Report:
    result = read(tmp_path, content, name)
    assert isinstance(result, Report), result
    return result


def test_article_is_told_from_its_page(tmp_path: Path) -> None:
    found = report(tmp_path, page())
    assert found.title == "Veltria urges Ostmark to stop"
    assert found.text == "Veltria urges Ostmark to stop\n\n" + "\n".join(BODY)
    assert found.outlet == "The Courier"
    assert found.published == "2019-07-05"
    assert found.url == "https://www.courier.example/world/veltria-urges-ostmark"
    assert found.language == "en"


def test_page_is_known_by_its_content_under_any_name(tmp_path: Path) -> None:
    expected = report(tmp_path, page()).text
    assert report(tmp_path, page(), "page.txt").text == expected
    assert report(tmp_path, page(), "page").text == expected
    assert report(tmp_path, gzip.compress(page().encode()), "page.html.gz").text == expected


def test_plain_text_under_a_pages_name_is_plain_text(tmp_path: Path) -> None:
    assert report(tmp_path, "\n\n".join(BODY)).text == "\n\n".join(BODY)


def test_corrected_page_keeps_its_id(tmp_path: Path) -> None:
    first = report(tmp_path, page())
    second = report(
        tmp_path, page(body=(*BODY[:2], "Ostmark later said that two farmers had been killed, not three."))
    )
    assert first.id == second.id
    assert first.id.startswith("u-")
    assert first.digest != second.digest


def test_pages_that_name_the_front_page_as_their_address_stay_apart(tmp_path: Path) -> None:
    front = '<link rel="canonical" href="https://www.courier.example/">'
    first = report(tmp_path, page(front))
    second = report(tmp_path, page(front, BODY[:2]))
    assert first.id != second.id
    assert first.url is None


def test_host_stands_for_an_outlet_that_gives_no_name(tmp_path: Path) -> None:
    meta = '<link rel="canonical" href="https://www.courier.example/world/veltria-urges-ostmark">'
    markup = page(meta).replace(" - The Courier</title>", "</title>")
    assert (report(tmp_path, markup).outlet or "").lower() == "courier.example"


def test_page_without_a_date_has_none(tmp_path: Path) -> None:
    assert report(tmp_path, page(meta="")).published is None


def test_date_in_the_words_of_the_article_is_not_its_own(tmp_path: Path) -> None:
    body = (
        *BODY,
        "The truce was signed in the town hall of Karsin on 17 September 2018, after nine weeks of talks.",
    )
    assert report(tmp_path, page(meta="", body=body)).published is None


def test_language_is_that_of_the_words_whatever_the_template_says(tmp_path: Path) -> None:
    assert report(tmp_path, page().replace("en-GB", "tr")).language == "en"


def test_language_is_the_pages_where_its_words_do_not_tell(tmp_path: Path) -> None:
    body = ("Karsin, Veltria: Ostmark, Norvania, Estmere, Lunholm, Varda.",)
    assert report(tmp_path, page(body=body).replace("en-GB", "tr")).language == "tr"


def test_furniture_inside_the_article_is_taken_out(tmp_path: Path) -> None:
    found = report(
        tmp_path, page(extra="<p>Share on Facebook Share on Twitter</p><p>There are no comments.</p>")
    )
    assert found.text.endswith(BODY[-1])


def test_encoding_that_the_page_declares_is_used(tmp_path: Path) -> None:
    meta = '<meta charset="windows-1251">'
    body = ("Министр иностранных дел Вельтрии призвал Остмарк прекратить обстрел города Карсин.", *BODY)
    assert body[0] in report(tmp_path, page(meta, body).encode("cp1251")).text


def test_page_without_an_article_is_refused(tmp_path: Path) -> None:
    found = read(
        tmp_path, "<html><body><nav><a href='/'>Home</a></nav><script>var a = 1;</script></body></html>"
    )
    assert isinstance(found, Refusal)
    assert found.reason == "not-a-report"
