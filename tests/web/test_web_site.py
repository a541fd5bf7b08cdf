"""The static site: the same pages, links that lead to files, whole or not at all."""

import re
from pathlib import Path

import pytest
from web_samples import seen, tables

from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.web import site
from demarche.web.site import write_site


@pytest.fixture(scope="module")
def folder(ledger_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A written site."""
    out = tmp_path_factory.mktemp("sites") / "public"
    with Ledger.open(ledger_path, readonly=True) as ledger:
        write_site(ledger, out)
    return out


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_link_leads_to_a_file_or_to_words_on_a_page(folder: Path) -> None:
    for page in pages(folder):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            assert not link.startswith(("/", "http")), (page, link)
            path, _, fragment = link.partition("#")
            target = (page.parent / path) if path else page
            assert target.is_file(), (page, link)
            if fragment and target.suffix == ".html":
                assert f'id="{fragment}"' in target.read_text(encoding="utf-8"), (page, link)


def test_it_shows_what_the_program_shows(folder: Path, visitor: object) -> None:
    shown = visitor.get("/").text  # type: ignore[attr-defined]
    written = (folder / "index.html").read_text(encoding="utf-8")
    assert tables(written) == tables(shown)
    assert (folder / "index.csv").read_bytes() == visitor.get("/index.csv").content  # type: ignore[attr-defined]
    assert (folder / "index.json").read_bytes() == visitor.get("/index.json").content  # type: ignore[attr-defined]
    filtered = (folder / "index--type-ASSAULT.html").read_text(encoding="utf-8")
    assert tables(filtered) == tables(visitor.get("/?type=ASSAULT").text)  # type: ignore[attr-defined]


def test_it_offers_nothing_that_needs_a_program(folder: Path) -> None:
    for page in pages(folder):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text
        assert "Decide" not in seen(text)


def test_the_same_ledger_makes_the_same_site(folder: Path, ledger_path: Path, tmp_path: Path) -> None:
    with Ledger.open(ledger_path, readonly=True) as ledger:
        write_site(ledger, tmp_path / "again")
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = tmp_path / "again"
    assert first == {
        path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()
    }


def test_file_names_are_safe_everywhere(folder: Path) -> None:
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert all(re.fullmatch(r"[A-Za-z0-9_~+.-]{1,150}", part) for part in Path(name).parts), name


def test_an_older_site_is_replaced_and_other_folders_are_left_alone(
    ledger_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    with Ledger.open(ledger_path, readonly=True) as ledger:
        write_site(ledger, out)
        (out / "stray.html").write_text("old", encoding="utf-8")
        write_site(ledger, out)
        assert not (out / "stray.html").exists()
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
        with pytest.raises(InputError, match="holds something else"):
            write_site(ledger, tmp_path / "mine")
        assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "public"]


def test_what_breaks_off_leaves_the_older_site(ledger_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    with Ledger.open(ledger_path, readonly=True) as ledger:
        write_site(ledger, out)
        before = (out / "index.html").read_bytes()

        def stop(done: int, of: int) -> None:
            if done == 5:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            site.write_site(ledger, out, stop)
    assert (out / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
