"""What changes the ledger: decisions and their undoing, from a page or a program, and reports added."""

import msgspec
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche.errors import InputError
from demarche.intake import Limits
from demarche.intake.fetching import Fetched, fetch
from demarche.web import adding, deciding
from demarche.web.api import PREFIX
from demarche.web.api_changes import CHANGES, decide_by
from demarche.web.forms import form_of, uploads, value
from demarche.web.jobs import Jobs, Source
from demarche.web.rates import Rates
from demarche.web.serving import Serving
from demarche.web.texts import text

ADDS_A_SECOND, ADDS = 1 / 3, 20  # of one client
LONGEST_AUTHOR = 120


class Changes:
    """The routes; they are not there at all in read-only mode."""

    def __init__(self, serving: Serving, jobs: Jobs) -> None:
        self._serving, self._jobs = serving, jobs
        self._rates = Rates(ADDS_A_SECOND, ADDS)

    def add_to(self, app: FastAPI) -> None:
        """Add the routes to the application."""
        app.add_route("/decide", self._decide, methods=["POST"], include_in_schema=False)
        for change in CHANGES:
            app.add_route(PREFIX + change.path, self._decide_by_program, methods=["POST"])
        app.add_route("/add", self._form, methods=["GET"], include_in_schema=False)
        app.add_route("/add", self._add, methods=["POST"], include_in_schema=False)
        app.add_route("/add/{job}.json", self._job_data, methods=["GET"], include_in_schema=False)
        app.add_route("/add/{job}", self._job, methods=["GET"], include_in_schema=False)

    async def _decide(self, request: Request) -> Response:
        form = await form_of(request, self._serving.sessions)
        author = value(form, "author")[:LONGEST_AUTHOR]
        if author and author != request.state.session.author:
            request.state.session = msgspec.structs.replace(request.state.session, author=author)
            request.state.session_changed = True
        wanted, ledger = deciding.wanted_by(form), self._serving.holdings.ledger
        decided = await run_in_threadpool(deciding.decide, ledger, wanted, now=deciding.now())
        return RedirectResponse(deciding.leads_to(decided), status_code=303)

    async def _decide_by_program(self, request: Request) -> Response:
        return await decide_by(request, self._serving)

    def _form(self, request: Request) -> Response:
        return self._serving.render(request, "add.html", {"title": text("add.title")})

    async def _add(self, request: Request) -> Response:
        form = await form_of(request, self._serving.sessions)
        if not self._rates.allows(request.client.host if request.client else "?"):
            raise HTTPException(429, text("error.rate"))
        limits = Limits(file_bytes=self._serving.settings.most_upload)
        match value(form, "by"):
            case "paste":
                what = value(form, "title") or text("add.pasted")
                source = adding.pasted(
                    text=value(form, "text"),
                    title=value(form, "title"),
                    published=value(form, "published"),
                    outlet=value(form, "outlet"),
                    url=value(form, "url"),
                )
            case "upload":
                held = [(each.filename or "", await each.read()) for each in uploads(form, "files")]
                what = ", ".join(name for name, _ in held[:3])
                source = adding.uploaded(held, limits, value(form, "outlet"))
            case "address":
                if not self._serving.settings.allow_fetch:
                    raise InputError(text("add.no_fetch"))
                what = value(form, "address")
                source = adding.fetched(what, self._fetch, limits)
            case other:
                raise InputError(f"reports are added by paste, upload or address, not {other[:40]!r}")
        return self._queued(what, source)

    def _queued(self, what: str, source: Source) -> Response:
        state = self._jobs.add(what, source)
        if state is None:
            raise HTTPException(429, text("add.too_many"))
        return RedirectResponse(f"/add/{state.id}", status_code=303)

    def _job(self, request: Request) -> Response:
        state = self._jobs.state(request.path_params["job"])
        if state is None:
            raise HTTPException(404)
        return self._serving.render(request, "job.html", {"title": text("add.title"), "job": state})

    def _job_data(self, request: Request) -> Response:
        state = self._jobs.state(request.path_params["job"])
        if state is None:
            raise HTTPException(404)
        return Response(msgspec.json.encode(state), media_type="application/json")

    def _fetch(self, url: str) -> Fetched:
        return fetch(url, most=self._serving.settings.most_page)
