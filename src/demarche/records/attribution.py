"""Whose word an event is."""

from typing import Literal

import msgspec

from demarche.records.party import Party

Stance = Literal["asserts", "alleges", "denies"]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """A source and how it stands to the event: asserts, alleges (speaks against an adversary) or denies."""

    party: Party
    stance: Stance
