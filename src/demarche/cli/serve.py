"""`demarche serve`: the record in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.options import DEFAULT_LEDGER, LedgerPath, check_ledger

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 for any free one.")
]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nothing can be added, decided or undone.")]
AllowFetch = Annotated[
    bool, typer.Option("--allow-fetch", help="Reports can be added by the address of a page.")
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="DEMARCHE_TOKEN",
        metavar="TOKEN",
        help="What opens it, in a browser and for programs; - makes one.",
        show_default=False,
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="DEMARCHE_PASSWORD",
        metavar="PASSWORD",
        help="What opens it in a browser; - asks for one.",
        show_default=False,
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        metavar="HOST",
        help="A host name under which it is reached; may be given again.",
        show_default=False,
    ),
]
TlsCert = Annotated[
    Path | None,
    typer.Option(
        "--tls-cert",
        metavar="FILE",
        help="The certificate, in PEM: it then speaks HTTPS. Goes with --tls-key.",
        show_default=False,
    ),
]
TlsKey = Annotated[
    Path | None,
    typer.Option("--tls-key", metavar="FILE", help="The certificate's key, in PEM.", show_default=False),
]
Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy",
        metavar="ADDRESS",
        help="The address of a proxy in front, whose word is taken for who asks and whether by HTTPS.",
        show_default=False,
    ),
]


def serve(
    ledger: LedgerPath = DEFAULT_LEDGER,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    read_only: ReadOnly = False,
    allow_fetch: AllowFetch = False,
    token: Token = None,
    password: Password = None,
    name: Names = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    proxy: Proxy = None,
) -> None:
    """Show the record in a browser, on this machine.

    At any address but this machine's own it wants a token or a password.
    docs/web.md tells about the pages, the JSON API and the guard.

    Examples:

      demarche serve
      demarche serve --ledger war.db --read-only
      demarche serve --host 0.0.0.0 --password -
      demarche serve --host 0.0.0.0 --token - --tls-cert a.pem --tls-key a.key
    """
    from demarche.web.certificates import certificate_of
    from demarche.web.running import run, settings_for

    check_ledger(ledger)
    if password == "-":
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    settings = settings_for(
        host=host,
        read_only=read_only,
        allow_fetch=allow_fetch,
        token=token,
        password=password,
        names=tuple(name or ()),
        proxy=proxy,
    )
    run(
        ledger,
        host=host,
        port=port,
        settings=settings,
        certificate=certificate_of(tls_cert, tls_key),
        proxy=proxy,
        say=lambda words: typer.echo(words, err=True),
    )
