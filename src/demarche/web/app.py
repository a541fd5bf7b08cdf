"""The application, put together: pages, their twins, the API, forms, static files, all behind the guard."""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from demarche.errors import DemarcheError, InputError
from demarche.ledger import Ledger
from demarche.records import Reading, Report
from demarche.web import api, doors, rendering
from demarche.web.addresses import address
from demarche.web.api_changes import bodies
from demarche.web.asked import Asked
from demarche.web.assets import assets
from demarche.web.changes import Changes
from demarche.web.described import description
from demarche.web.entering import Door
from demarche.web.forms import ForbiddenError
from demarche.web.guard import Guard
from demarche.web.holdings import Holdings
from demarche.web.jobs import Jobs
from demarche.web.missing import MissingError
from demarche.web.pages.index import PAGES
from demarche.web.screens import PageKind, Screen, Visit
from demarche.web.serving import Serving
from demarche.web.sessions import Sessions
from demarche.web.settings import Settings
from demarche.web.texts import text

JSON, CSV = "application/json", "text/csv; charset=utf-8"
_AT_ONCE = 2  # pages being made; more at once would only make each of them late
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


def create_app(ledger_path: str | Path, settings: Settings | None = None) -> FastAPI:
    """The application over the ledger at a path. Raises LedgerError when it cannot be opened.

    Nothing is written in read-only mode, not even to bring an older ledger up to date.
    """
    import demarche

    settings = settings or Settings()
    ledger = Ledger.open(ledger_path, create=False, readonly=settings.read_only)
    sessions, door = Sessions(settings.session_hours), Door(settings.token, settings.password)
    serving = Serving(
        holdings=Holdings(ledger, Path(ledger.name).name), settings=settings, sessions=sessions, door=door
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = threading.Thread(target=_warm, args=(serving,))
        warming.start()  # so that the first who comes waits less for a large ledger
        yield
        warming.join()
        ledger.close()

    app = FastAPI(
        title="Demarche",
        version=demarche.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{api.PREFIX}/openapi.json",
        lifespan=lifespan,
    )
    described = description(demarche.__version__, read_only=settings.read_only)
    app.openapi = lambda: described  # type: ignore[method-assign]  # FastAPI's own way to say it differently
    turns = threading.Semaphore(_AT_ONCE)
    for kind in PAGES:
        _add_page(app, serving, kind, nullcontext() if kind.long else turns)
    for endpoint in api.ENDPOINTS:
        _add_endpoint(app, serving, endpoint)
    for ending, there in (("", "/"), (".json", "/index.json"), (".csv", "/index.csv")):
        app.add_route(
            f"/incidents{ending}", _moved_to(there), methods=["GET", "HEAD"], include_in_schema=False
        )
    app.add_route("/static/{name}", _static, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_route("/api", _guide(serving, described), methods=["GET"], include_in_schema=False)
    app.add_route("/favicon.ico", _icon, methods=["GET"], include_in_schema=False)
    doors.add_to(app, serving)
    if not settings.read_only:
        Changes(serving, Jobs(ledger, _reader)).add_to(app)
    app.add_exception_handler(DemarcheError, _complaints(serving))
    app.add_exception_handler(HTTPException, _complaints(serving))
    app.add_middleware(Guard, settings=settings, sessions=sessions, door=door)
    return app


def _warm(serving: Serving) -> None:
    with suppress(DemarcheError):  # told to whoever asks
        serving.holdings.ledger.prepare()
        start = PAGES[0]  # with the map's outlines, and kept for whoever comes first
        start.make(Visit(holdings=serving.holdings, path="/", parts={}, asked=Asked((), ()), query=()))
    gc.freeze()  # what is loaded by now stays: collecting need not go through it, again and again


def _reader() -> Callable[[Report], Reading]:
    from demarche.reader import shared_reader

    return shared_reader().read


def _add_page(app: FastAPI, serving: Serving, kind: PageKind, turn: AbstractContextManager[object]) -> None:
    def made(request: Request, names: tuple[str, ...]) -> tuple[Screen, Asked]:
        pairs = request.query_params.multi_items()
        asked = Asked(pairs, names)
        path = kind.pattern.format(**request.path_params)
        visit = Visit(
            holdings=serving.holdings, path=path, parts=request.path_params, asked=asked, query=pairs
        )
        return kind.make(visit), asked

    def page(request: Request) -> Response:
        def written() -> str:
            with turn:
                return rendering.page(made(request, kind.parameters)[0], around)

        around = serving.around(request)
        if not kind.alike or around.can_leave:
            return HTMLResponse(written())
        unlike = msgspec.structs.replace(around, mark="", author="")  # which this page does not show
        return HTMLResponse(serving.holdings.once((kind.name, unlike), written))

    def twin(request: Request) -> Response:
        screen, _ = made(request, kind.parameters)
        return Response(rendering.as_json(screen), media_type=JSON)

    def sheet(request: Request) -> Response:
        screen, asked = made(request, (*kind.parameters, "table"))
        return Response(
            rendering.as_csv(screen, asked.one("table")),
            media_type=CSV,
            headers={"content-disposition": f'attachment; filename="{kind.name}.csv"'},
        )

    base = "/index" if kind.pattern == "/" else kind.pattern
    for pattern, answer in ((f"{base}.json", twin), (f"{base}.csv", sheet), (kind.pattern, page)):
        app.add_route(pattern, answer, methods=["GET", "HEAD"], include_in_schema=False)


def _add_endpoint(app: FastAPI, serving: Serving, endpoint: api.Endpoint) -> None:
    def answer(request: Request) -> Response:
        asked = Asked(request.query_params.multi_items(), endpoint.parameters)
        found = endpoint.ask(serving.holdings, request.path_params, asked)
        return Response(msgspec.json.encode(found), media_type=JSON)

    app.add_route(api.PREFIX + endpoint.path, answer, name=f"api_{endpoint.name}", methods=["GET", "HEAD"])


def _moved_to(there: str) -> Callable[[Request], Response]:
    def moved(request: Request) -> Response:
        return RedirectResponse(address(there, request.query_params.multi_items()), status_code=308)

    return moved


def _static(request: Request) -> Response:
    held = assets().get(request.path_params["name"])
    if held is None:
        raise HTTPException(404)
    return Response(held[0], media_type=held[1], headers=_FOREVER)


def _icon(request: Request) -> Response:
    name = next(name for name in assets() if name.startswith("icon."))
    return Response(assets()[name][0], media_type="image/svg+xml", headers=_FOREVER)


def _guide(serving: Serving, described: dict[str, Any]) -> Callable[[Request], Response]:
    def guide(request: Request) -> Response:
        screen = Screen(
            template="api.html",
            title=text("api.title"),
            data=described,
            context={"described": described, "bodies": bodies(), "twins": False},
        )
        return serving.page(request, screen)

    return guide


def _complaints(serving: Serving) -> Callable[[Request, Exception], Response]:
    def complain(request: Request, error: Exception) -> Response:
        status, words = _status(error)
        path = request.url.path
        if path.startswith(f"{api.PREFIX}/") or path.endswith(".json"):
            return Response(msgspec.json.encode({"error": words}), status_code=status, media_type=JSON)
        if path.endswith(".csv"):
            return PlainTextResponse(words + "\n", status_code=status)
        screen = Screen(
            template="error.html",
            title=text(f"error.title_{status}" if status in (400, 403, 404) else "error.title"),
            data={"error": words},
            context={"words": words, "status": status, "twins": False},
        )
        return serving.page(request, screen, status=status)

    return complain


def _status(error: Exception) -> tuple[int, str]:
    match error:
        case HTTPException():
            words = text("error.no_page") if error.status_code == 404 else str(error.detail)
            return error.status_code, words
        case MissingError():
            return 404, str(error)
        case ForbiddenError():
            return 403, str(error)
        case InputError():
            return 400, str(error)
        case _:  # the ledger is in use, damaged or gone
            return 503, str(error)
