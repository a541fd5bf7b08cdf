"""What the JSON API changes: decisions, sent as JSON. It is not there in read-only mode."""

from typing import Any, get_args

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.errors import InputError
from demarche.web.deciding import decide, now
from demarche.web.serving import Serving
from demarche.web.texts import text
from demarche.web.wanted import Decided, Wanted


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An address of the API to which something is sent: what it takes, what it answers."""

    name: str
    path: str
    takes: Any
    answers: Any


CHANGES = (Change(name="decide", path="/decisions", takes=Wanted, answers=Decided),)


def bodies() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By a change's name, which actions it takes, and the fields of each but `action` itself."""
    return {
        change.name: [
            (str(kind.__struct_config__.tag), kind.__struct_fields__) for kind in get_args(change.takes)
        ]
        for change in CHANGES
    }


async def decide_by(request: Request, serving: Serving) -> Response:
    """Carry out the decision that a program sends.

    Only JSON is taken: what a page of another site sends in a visitor's name cannot be called that.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, text("error.json"))
    try:
        wanted = msgspec.json.decode(await request.body(), type=Wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(text("error.body", why=error)) from error
    decided = await run_in_threadpool(decide, serving.holdings.ledger, wanted, now=now())
    return Response(msgspec.json.encode(decided), media_type="application/json")
