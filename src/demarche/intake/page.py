"""A web page to a report: the article's body, its headline, date, outlet and address; all offline."""

import logging
import re
from functools import cache
from types import ModuleType

from demarche.intake.encoding import decode, mend
from demarche.intake.identity import content_digest, content_id, url_id
from demarche.intake.language import ENGLISH, language_of
from demarche.intake.limits import Limits
from demarche.intake.origin import UNKNOWN, Origin, article_address, host_of, own_address
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


def page_report(data: bytes, source: str, limits: Limits, origin: Origin = UNKNOWN) -> Report:
    """The report on the web page `data`. Raises RefusedError when there is none."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    charset = origin.charset or (declared[1].decode("ascii") if declared else None)
    markup = mend(decode(data, charset))
    body = body_text(markup)
    if word_count(body, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", "a web page without the text of an article")
    if len(body) > limits.text_chars:
        raise RefusedError("too-large", f"a text of {len(body):,} characters (most: {limits.text_chars:,})")
    title, outlet, told, published, language = _told_by_head(markup)
    article = read_article(body, title or origin.title[:_LONGEST_TITLE])
    if word_count(article.text, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", "a web page with nothing but furniture")
    published = published or article.published or origin.published
    url = own_address(told, origin.address)
    if told != url and outlet == host_of(told):  # the extractor's guess from an address that is not believed
        outlet = None
    outlet = outlet or (host_of(told) if told == url else None) or origin.outlet or host_of(url)
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
    url = article_address(told.url)
    outlet = " ".join((told.sitename or "").split()).removeprefix("www.")
    title = " ".join((told.title or "").split())
    if named := outlet or host_of(url):
        title = re.sub(rf"\s+[|\u2013—-]\s+{re.escape(named)}$", "", title, flags=re.IGNORECASE)
    first = _LANGUAGE.match(language.lower())
    return title[:_LONGEST_TITLE], outlet or None, url, told.date or None, first[0] if first else ENGLISH


@cache
def _trafilatura() -> ModuleType:
    import trafilatura

    for name in ("trafilatura", "htmldate"):  # what they meet on a page is ours to tell, as a refusal
        logging.getLogger(name).addHandler(logging.NullHandler())
    module: ModuleType = trafilatura
    return module
