"""`visions serve`: the live workshop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from visions.cli.session import Session
    from visions.imaging.provider import Provider
    from visions.live.studio import Choose
    from visions.model import ImageSettings
    from visions.web.server import Listening, Server

PORT = 8000


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to listen.")] = PORT,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let phones in the room's Wi-Fi come in.")
    ] = False,
    address: Annotated[
        str | None,
        typer.Option("--address", help="With --lan: which of this computer's addresses."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="TLS: a PEM file, with --key.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="TLS: its key, a PEM file.")] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the desk in this computer's browser.")
    ] = False,
) -> None:
    """Run the live workshop: phones, wall and desk in the browser."""
    import asyncio

    from visions.archive.lock import hold_lock
    from visions.cli.session import Session
    from visions.web.server import Listening, find_lan_address

    if (certificate is None) is not (key is None):
        raise typer.BadParameter("--certificate and --key belong together")
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise typer.BadParameter(f"there is no file {file.name}")
    session = Session.open(context.obj)
    found = find_lan_address(address) if lan or address else None
    tls = (certificate, key) if certificate and key else None
    with hold_lock(session.archive.layout):
        asyncio.run(_serve(session, Listening(port, found, tls), open_browser=open_browser))


async def _serve(session: Session, listening: Listening, *, open_browser: bool) -> None:
    import asyncio
    import webbrowser
    from concurrent.futures import ThreadPoolExecutor

    from visions.cli.interrupting import stop_gently
    from visions.cli.session import say
    from visions.live.workshop import LiveWorkshop
    from visions.web.server import Server

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(32))
    live = LiveWorkshop(session.workshop, session.archive, _make_choose(session))
    server = Server(live, listening)
    server.open()

    def greet() -> None:
        _greet(server, session)
        if open_browser:
            webbrowser.open(server.desk_link)

    with stop_gently(server.stop):
        await server.serve(greet)
    say("The workshop is closed. Everything is in its folder; “visions serve” goes on from here.")


def _make_choose(session: Session) -> Choose:
    """Providers by their settings; None where the key is missing."""
    from visions.config import read_api_key
    from visions.errors import NoKey
    from visions.imaging.choose import choose_provider

    def choose(settings: ImageSettings) -> Provider | None:
        key = read_api_key(session.folder) if settings.provider != "sketch" else None
        try:
            return choose_provider(settings, key)
        except NoKey:
            return None

    return choose


def _greet(server: Server, session: Session) -> None:
    from visions.cli.session import say
    from visions.web.codes import print_code

    say(f"“{session.workshop.title}” is open.\n")
    say(f"  Desk    {server.desk_link}\n          for you alone: whoever has it runs the workshop")
    say(f"  Wall    {server.wall_link}\n          for the beamer")
    say(f"  Phones  {server.listening.address}")
    if server.listening.lan:
        print(print_code(server.listening.address))
    else:
        say("          on this computer only; “visions serve --lan” lets phones come in")
    say("\nEach tandem has a code of its own: the desk shows and prints them. Ctrl-C closes.")
