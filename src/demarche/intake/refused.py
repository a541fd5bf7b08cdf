"""How a step of intake says that an input is no report; outside intake it is seen as a Refusal."""

from demarche.intake.encoding import storable
from demarche.records import Refusal


class RefusedError(Exception):
    """An input that cannot be read as a report, with the stable word and the line of its Refusal."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def at(self, source: str) -> Refusal:
        """The Refusal of the input `source`."""
        # the detail may quote what the input holds
        return Refusal(source=source, reason=self.reason, detail=storable(self.detail))
