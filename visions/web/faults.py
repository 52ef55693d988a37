"""What went wrong, for the person who asked: as a page, or as JSON under /api."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, Response

from visions.errors import (
    BadPrompt,
    BrokenAnswers,
    Busy,
    DiskFailed,
    NoMoreDots,
    NoPicture,
    NoSuchRecord,
    NothingToPrint,
    PromptsLocked,
    QueueFull,
    UnknownTandem,
    VisionsError,
)
from visions.i18n import Language, mark, speak
from visions.live.merging import BadChange
from visions.web.desk_shapes import say_here
from visions.web.gates import find_language
from visions.web.pages import render

STATUS: dict[type[VisionsError], int] = {
    UnknownTandem: 404,
    NoSuchRecord: 404,
    BadPrompt: 422,
    BrokenAnswers: 422,
    NoPicture: 409,
    NoMoreDots: 409,
    NothingToPrint: 409,
    PromptsLocked: 423,
    Busy: 423,
    QueueFull: 429,
    DiskFailed: 507,
}
_WORDS = {
    BadPrompt: mark("This text cannot be drawn: it is empty, too long or unreadable."),
    NoPicture: mark("This prompt has no picture yet."),
    NoMoreDots: mark("All three dots of this phone are in use. Take one away first."),
    PromptsLocked: mark("No further prompts are taken right now. Your text stays here."),
    QueueFull: mark(
        "Several of your prompts are waiting already. Your text stays here: send it once a picture "
        "has arrived."
    ),
    DiskFailed: mark("It could not be stored. Your text stays here: tell the facilitator."),
    NoSuchRecord: mark("There is no such prompt."),
    UnknownTandem: mark("There is no such tandem."),
    NothingToPrint: mark("There is nothing to print yet: no prompt has come in."),
}
_OTHERWISE = mark("Something went wrong. Nothing that was confirmed is lost: try it again.")
_OF_STATUS = {
    401: mark("Please come in with the code of your tandem."),
    403: mark("This is not for this device."),
    404: mark("There is nothing at this address."),
    405: mark("That is not possible here."),
    408: mark("This took too long. Try it again."),
    413: mark("This is too large."),
    422: mark("That is not what was asked for."),
    429: mark("Too many wrong codes. Wait a minute, or scan the QR code."),
}


def tell(error: VisionsError, say: Language) -> str:
    """An error in the words of the person at the phone."""
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return say.text(words)
    return say.text(_OTHERWISE)


def register(app: FastAPI) -> None:
    """Let every error end as an answer."""

    @app.exception_handler(VisionsError)
    def answer_error(request: Request, error: VisionsError) -> Response:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        problems = [str(one) for one in getattr(error, "problems", ())]
        if status == 500 and request.url.path.startswith(("/desk/", "/api/desk/")):
            problems = [say_here(error.message)]  # the facilitator can do something about it
        kind = type(error).__name__
        return _answer(request, status, tell(error, _speak(request)), kind, problems)

    @app.exception_handler(BadChange)
    def answer_change(request: Request, error: BadChange) -> Response:
        return _answer(request, 422, str(error), "BadChange", [])

    @app.exception_handler(RequestValidationError)
    def answer_request(request: Request, error: RequestValidationError) -> Response:
        problems = [
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
        ]
        return _answer_status(request, 422, problems[:20])

    @app.exception_handler(StarletteHTTPException)
    def answer_http(request: Request, error: StarletteHTTPException) -> Response:
        return _answer_status(request, error.status_code, [], error.headers)


def refuse(status: int) -> HTTPException:
    """To be raised where a person asks for what is not there for them."""
    return HTTPException(status)


def _answer_status(
    request: Request, status: int, problems: list[str], headers: object = None
) -> Response:
    text = _speak(request).text(_OF_STATUS.get(status, _OTHERWISE))
    response = _answer(request, status, text, f"Http{status}", problems)
    if isinstance(headers, dict):
        response.headers.update(headers)
    return response


def _answer(request: Request, status: int, text: str, kind: str, problems: list[str]) -> Response:
    if request.url.path.startswith("/api/"):
        told = {"error": kind, "message": text, "problems": problems}
        return JSONResponse(told, status)
    return render(request, "fault.html.j2", status=status, text=text, problems=problems)


def _speak(request: Request) -> Language:
    return speak(find_language(request))
