"""A web page to a report: the article's body, its headline, date, outlet and address; all offline."""

import logging
import re
from functools import cache
from types import ModuleType
from urllib.parse import urlsplit

from demarche.intake.encoding import decode, mend
from demarche.intake.identity import content_digest, content_id, url_id
from demarche.intake.language import ENGLISH, language_of
from demarche.intake.limits import Limits
from demarche.intake.plain_text import read_article
from demarche.intake.refused import RefusedError
from demarche.intake.words import word_count
from demarche.records import Report

# Fixed bounds: without them a page's date would depend on the day on which it is read.
_DATES = {"original_date": True, "min_date": "1990-01-01", "max_date": "2099-12-31"}
_DECLARED_WITHIN = 4096
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONGEST_TITLE = 500


def page_report(data: bytes, source: str, limits: Limits) -> Report:
    """The report on the web page `data`. Raises RefusedError when there is none."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    markup = mend(decode(data, declared[1].decode("ascii") if declared else None))
    body = body_text(markup)
    if word_count(body, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", "a web page without the text of an article")
    if len(body) > limits.text_chars:
        raise RefusedError("too-large", f"a text of {len(body):,} characters (most: {limits.text_chars:,})")
    title, outlet, url, published, language = _told_by_head(markup)
    article = read_article(body, title)
    if word_count(article.text, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", "a web page with nothing but furniture")
    published = published or article.published
    return Report(
        id=url_id(url) if url else content_id(article.title, article.text, published, outlet),
        text=article.text,
        title=article.title,
        published=published,
        outlet=outlet,
        url=url,
        language=language_of(article.text) or language,  # many pages keep their template's
        source=source,
        furniture=article.furniture,
        digest=content_digest(article.title, article.text, published),
    )


def body_text(markup: str) -> str:
    """The text of the article on the page `markup`, a line a paragraph; empty when none is found."""
    try:
        text = _trafilatura().extract(markup, include_comments=False, favor_precision=True)
    except Exception as error:  # the extractor meets any markup whatever and must not end the whole run
        raise RefusedError(
            "broken", f"a web page that cannot be taken apart ({type(error).__name__})"
        ) from None
    return text or ""


def _told_by_head(markup: str) -> tuple[str, str | None, str | None, str | None, str]:
    """Title, outlet, address, publication date and language, as far as the page tells them."""
    trafilatura = _trafilatura()
    try:
        tree = trafilatura.load_html(markup)
        told = trafilatura.extract_metadata(tree, date_config={**_DATES, "extensive_search": False})
        language = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    except Exception as error:  # as above
        raise RefusedError(
            "broken", f"a web page that cannot be taken apart ({type(error).__name__})"
        ) from None
    url = _article_address(told.url)
    outlet = " ".join((told.sitename or "").split()) or (urlsplit(url).hostname if url else None)
    outlet = outlet.removeprefix("www.") if outlet else None
    title = " ".join((told.title or "").split())
    if outlet:
        title = re.sub(rf"\s+[|\u2013—-]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE)
    first = _LANGUAGE.match(language.lower())
    return title[:_LONGEST_TITLE], outlet, url, told.date or None, first[0] if first else ENGLISH


def _article_address(url: str | None) -> str | None:
    """`url` when it can be one article's: some pages name their site's front page as their address."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    one_article = (
        parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query)
    )
    return url if one_article else None


@cache
def _trafilatura() -> ModuleType:
    import trafilatura

    for name in ("trafilatura", "htmldate"):  # what they meet on a page is ours to tell, as a refusal
        logging.getLogger(name).addHandler(logging.NullHandler())
    module: ModuleType = trafilatura
    return module
