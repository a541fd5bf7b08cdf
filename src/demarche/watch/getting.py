"""Asking servers, by the settings of a person."""

from collections.abc import Callable, Mapping

from demarche.intake.fetching import PAGES, PORTS, Fetched, FetchError, fetch, is_public
from demarche.watch.settings import Settings

Before = Callable[[str], None]


class Getter:
    """Fetches under one name and within one set of bounds; private addresses only where that is wanted."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def page(self, address: str, before: Before) -> Fetched:
        """A page. Raises FetchError."""
        return self._get(address, self._settings.page_bytes, before=before, kinds=PAGES)

    def feed(self, address: str, most: int, headers: Mapping[str, str], before: Before) -> Fetched:
        """A feed, unless it is as it was. Raises FetchError."""
        return self._get(address, most, before=before, headers=headers)

    def plain(self, address: str, most: int) -> Fetched:
        """Whatever is at an address, without asking anybody first. Raises FetchError."""
        return self._get(address, most)

    def _get(
        self,
        address: str,
        most: int,
        *,
        before: Before = lambda address: None,
        headers: Mapping[str, str] | None = None,
        kinds: tuple[str, ...] | None = None,
    ) -> Fetched:
        private = self._settings.private
        try:
            return fetch(
                address,
                most=most,
                allows=(lambda found: True) if private else is_public,
                ports=None if private else tuple(PORTS.values()),
                seconds=self._settings.seconds,
                kinds=kinds,
                headers=headers,
                agent=self._settings.agent,
                before=before,
            )
        except FetchError as error:
            if not error.guarded:
                raise
            # another call may allow it: it is not given up at once
            raise FetchError(f"{error} (with --allow-private others too)", passing=True) from error
