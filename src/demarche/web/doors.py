"""Signing in and out."""

import asyncio

import msgspec
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche.web.forms import form_of, value
from demarche.web.rates import Rates
from demarche.web.serving import Serving
from demarche.web.texts import text

TRIES_A_SECOND, TRIES = 1 / 12, 5  # of one client
_SECONDS_OF_PAUSE = 0.3


def add_to(app: FastAPI, serving: Serving) -> None:
    """Add the pages to the application."""
    rates = Rates(TRIES_A_SECOND, TRIES)

    async def door(request: Request) -> Response:
        there = safe_next(request.query_params.get("next", "/"))
        if not serving.door.locked or request.state.session.entered:
            return RedirectResponse(there, status_code=303)
        told = request.query_params.get("token")
        if told is not None:
            if not rates.allows(_client(request)):
                return _form(request, there, text("enter.too_often"), 429)
            if serving.door.opens_with_token(told):
                return _enter(request, there)
            return _form(request, there, text("enter.wrong"), 403)
        return _form(request, there, "", 200)

    async def enter(request: Request) -> Response:
        form = await form_of(request, serving.sessions)
        there = safe_next(value(form, "next"))
        if not rates.allows(_client(request)):
            return _form(request, there, text("enter.too_often"), 429)
        if await run_in_threadpool(serving.door.opens_with, value(form, "secret")):
            return _enter(request, there)
        await asyncio.sleep(_SECONDS_OF_PAUSE)
        return _form(request, there, text("enter.wrong"), 403)

    async def leave(request: Request) -> Response:
        await form_of(request, serving.sessions)
        request.state.session = serving.sessions.new()
        request.state.session_changed = True
        return RedirectResponse("/enter" if serving.door.locked else "/", status_code=303)

    def _form(request: Request, there: str, words: str, status: int) -> Response:
        return serving.render(
            request,
            "enter.html",
            {"title": text("enter.title"), "next": there, "words": words},
            status=status,
        )

    def _enter(request: Request, there: str) -> Response:
        # a session of its own: what was handed out before signing in is worth nothing after it
        fresh = serving.sessions.new()
        request.state.session = msgspec.structs.replace(fresh, entered=True)
        request.state.session_changed = True
        return RedirectResponse(there, status_code=303)

    app.add_route("/enter", door, methods=["GET"], include_in_schema=False)
    app.add_route("/enter", enter, methods=["POST"], include_in_schema=False)
    app.add_route("/leave", leave, methods=["POST"], include_in_schema=False)


def safe_next(there: str) -> str:
    """An address of this site to go on to; the start page for anything else."""
    if not there.startswith("/") or there.startswith(("//", "/\\")) or not there.isprintable():
        return "/"
    return there


def _client(request: Request) -> str:
    return request.client.host if request.client else "?"
