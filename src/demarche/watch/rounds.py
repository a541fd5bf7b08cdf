"""One look at all sources after the other."""

from collections.abc import Iterator, Sequence

from demarche.intake import FieldMapping
from demarche.ledger import Ledger
from demarche.watch.feeds import Feeds
from demarche.watch.files import Files
from demarche.watch.settings import Settings
from demarche.watch.sources import Sources
from demarche.watch.took import Take


class Rounds:
    """Looks at `sources`; what was seen is remembered in the ledger.

    `leave_out`: files that a folder passes over, such as the ledger itself.
    """

    def __init__(
        self,
        sources: Sources,
        ledger: Ledger,
        settings: Settings,
        *,
        mapping: FieldMapping | None = None,
        leave_out: Sequence[str] = (),
    ) -> None:
        self._sources, self._ledger, self._settings = sources, ledger, settings
        self._mapping, self._leave_out = mapping, leave_out

    def one(self) -> Iterator[Take]:
        """What one look gives: feeds first, whose pages go away, then what lies on this machine.

        A mark has to be kept when, and only when, all that was given before it is.
        """
        if self._sources.feeds:
            yield from Feeds(self._sources.feeds, self._ledger, self._settings).takes()
        if self._sources.inputs:
            yield from Files(
                self._sources.inputs,
                self._ledger,
                self._settings,
                mapping=self._mapping,
                leave_out=self._leave_out,
            ).takes()
