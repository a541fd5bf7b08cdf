"""Feeds, and the pages that they list.

What a feed lists is remembered before any page is asked for. So a page that cannot be had now is asked for
again when the feed lists it no more, and a feed that has not changed need not be sent again.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing

from msgspec.structs import replace

from demarche.intake.feeds import FEED_BYTES, Feed, read_feed
from demarche.intake.fetching import Fetched, FetchError
from demarche.intake.origin import Origin
from demarche.intake.page import page_report
from demarche.intake.plain_text import text_report
from demarche.intake.refused import RefusedError
from demarche.ledger import Ledger
from demarche.ledger.watched import Mark
from demarche.records import Refusal, Report
from demarche.watch.ahead import ahead
from demarche.watch.courtesy import Courtesy, TurnError
from demarche.watch.getting import Getter
from demarche.watch.patience import pause
from demarche.watch.seen import (
    FeedSeen,
    HostSeen,
    PageDue,
    PageSeen,
    page_name,
    seen,
    to_forget,
    to_remember,
)
from demarche.watch.settings import Settings
from demarche.watch.took import Postponed, Take

UNFETCHED = "unfetched"  # the reason of a page that was listed and could not be had
MOST_AGAIN = 5  # times that a page is read again because its feed says that it has changed


class Feeds:
    """One round over feeds."""

    def __init__(self, addresses: Sequence[str], ledger: Ledger, settings: Settings) -> None:
        self._addresses, self._ledger, self._settings = addresses, ledger, settings
        self._stop = threading.Event()
        self._getter = Getter(settings)
        self._courtesy = Courtesy(self._getter, settings.rate, seen(ledger, HostSeen), self._stop)

    def takes(self) -> Iterator[Take]:
        """What the feeds give: reports, refusals, what is postponed, and marks."""
        yield from self._lists()
        yield from self._pages()

    def _lists(self) -> Iterator[Take]:
        known = seen(self._ledger, FeedSeen, self._addresses)
        now = time.time()
        due: list[tuple[str, FeedSeen]] = []
        for address in self._addresses:
            before = known.get(address, FeedSeen())
            if before.after > now:
                yield Postponed(source=address, why=before.why, seconds=before.after - now, whole=True)
            else:
                due.append((address, before))
        with closing(ahead(due, self._list, self._settings.fetchers, self._stop)) as lists:
            for (address, before), future in lists:
                yield from self._of_list(address, before, future)
                yield from self._host_news()

    def _list(self, feed: tuple[str, FeedSeen]) -> tuple[Fetched, Feed | None]:
        address, before = feed
        headers = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
        got = self._getter.feed(
            address,
            FEED_BYTES,
            {name: value for name, value in headers.items() if value},
            self._courtesy.before,
        )
        self._courtesy.answered(address)
        return got, None if got.status == 304 else read_feed(got.body, got.url, got.charset)

    def _of_list(
        self, address: str, before: FeedSeen, future: "Future[tuple[Fetched, Feed | None]]"
    ) -> Iterator[Take]:
        try:
            got, feed = future.result()
        except TurnError as error:
            yield Postponed(source=address, why=str(error), seconds=error.wait or 0.0, whole=True)
            return
        except (FetchError, RefusedError) as error:
            yield from self._failed(address, before, error)
            return
        if feed is None:
            if before.failed:
                yield to_remember(address, replace(before, failed=0, after=0.0, why=""))
            return
        told = FeedSeen(
            etag=_header(got.etag),
            modified=_header(got.modified),
            not_followed=feed.without_page + feed.over,
        )
        self._ledger.mark([*self._due(address, feed), to_remember(address, told)])
        if told.not_followed == before.not_followed:  # said once, not at each look
            return
        if feed.without_page:
            words = f"{feed.without_page:,} entries without an address"
            yield Refusal(source=address, reason="broken", detail=words)
        if feed.over:
            words = f"a feed of over {len(feed.entries):,} entries: {feed.over:,} more are not followed"
            yield Refusal(source=address, reason="too-large", detail=words)

    def _failed(self, address: str, before: FeedSeen, error: FetchError | RefusedError) -> Iterator[Take]:
        """A feed that was not had: it is asked again, ever more seldom."""
        failed = before.failed + 1
        asked = None
        if isinstance(error, FetchError):
            self._courtesy.failed(address, error)
            asked = error.wait
        wait = pause(failed, asked)
        after = time.time() + wait
        yield to_remember(address, replace(before, failed=failed, after=after, why=str(error)))
        if isinstance(error, RefusedError):
            yield error.at(address)
        elif not error.passing:
            yield Refusal(source=address, reason=UNFETCHED, detail=str(error))
        else:
            yield Postponed(source=address, why=str(error), seconds=wait, whole=True)

    def _due(self, address: str, feed: Feed) -> Iterator[Mark]:
        """Marks of the pages that the feed lists and that are new, or have changed by its word."""
        entries = {page_name(entry.address): entry for entry in feed.entries}
        read = seen(self._ledger, PageSeen, list(entries))
        waiting = seen(self._ledger, PageDue, list(entries))
        for place, (name, entry) in enumerate(entries.items()):
            before = read.get(name)
            if name in waiting:
                continue
            # another feed may call the same version otherwise: only the feed that listed it tells of a change
            if before is not None and (
                before.feed != address or before.version == entry.version or before.again >= MOST_AGAIN
            ):
                continue
            page = PageDue(
                address=entry.address,
                feed=address,
                place=place,
                title=entry.title,
                published=entry.published,
                version=entry.version,
                again=0 if before is None else before.again + 1,
            )
            yield to_remember(name, page)

    def _pages(self) -> Iterator[Take]:
        now = time.time()
        wanted: list[PageDue] = []
        for page in seen(self._ledger, PageDue).values():
            if page.feed not in self._addresses:
                continue
            if page.after > now:
                yield Postponed(source=page.address, why=page.why, seconds=page.after - now)
            else:
                wanted.append(page)
        # the first of each feed, the second of each: hosts take turns, and so do outlets
        wanted.sort(key=lambda page: (page.failed, page.place, page.feed, page.address))
        with closing(ahead(wanted, self._page, self._settings.fetchers, self._stop)) as pages:
            for page, future in pages:
                yield from self._of_page(page, future)
                yield from self._host_news()

    def _page(self, page: PageDue) -> Fetched:
        try:
            got = self._getter.page(page.address, self._courtesy.before)
        except FetchError as error:
            self._courtesy.failed(page.address, error)
            raise
        self._courtesy.answered(page.address)
        return got

    def _of_page(self, page: PageDue, future: "Future[Fetched]") -> Iterator[Take]:
        name = page_name(page.address)
        try:
            yield self._report(page, future.result())
        except TurnError as error:
            yield Postponed(source=page.address, why=str(error), seconds=error.wait or 0.0)
            return
        except FetchError as error:
            if error.passing and page.failed + 1 < self._settings.tries:
                wait = pause(page.failed + 1, error.wait)
                yield Postponed(source=page.address, why=str(error), seconds=wait)
                again = replace(page, failed=page.failed + 1, after=time.time() + wait, why=str(error))
                yield to_remember(name, again)
                return
            yield _refusal(page, UNFETCHED, str(error))
        except RefusedError as refused:
            yield _refusal(page, refused.reason, refused.detail)
        yield to_remember(name, PageSeen(version=page.version, feed=page.feed, again=page.again))
        yield to_forget(name, PageDue)

    def _report(self, page: PageDue, got: Fetched) -> Report:
        origin = Origin(
            address=got.url,
            charset=got.charset,
            title=page.title,
            outlet=self._settings.outlet,
            published=page.published,
        )
        reading = text_report if got.kind == "text/plain" else page_report
        return reading(got.body, page.address, self._settings.limits, origin)

    def _host_news(self) -> Iterator[Mark]:
        for name, rest in self._courtesy.news().items():
            yield to_forget(name, HostSeen) if rest is None else to_remember(name, rest)


def _refusal(page: PageDue, reason: str, detail: str) -> Refusal:
    """The refusal of a page, with its headline as far as the feed tells one."""
    told = f"“{page.title}”: " if page.title else ""
    return RefusedError(reason, f"{told}{detail}").at(page.address)


def _header(told: str | None) -> str | None:
    """What a server calls its version, if it can be sent back."""
    return told if told and len(told) <= 500 and told.isprintable() and told.isascii() else None
