"""A request to a server in, its answer as a stream out: within time and size, tried again where that can help.

Redirects are not followed: a login would go where nobody sent it, and a question or graph would get lost on the way.
"""

from __future__ import annotations

import email.utils
import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Callable
from email.message import Message
from http.client import HTTPMessage, HTTPResponse
from typing import IO, Final, NoReturn
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from kg.errors import LimitError, StoreError
from kg.settings import Settings
from kg.store.addresses import is_on_this_machine, shown
from kg.store.credentials import login_handlers, read_credentials

_TRIES: Final = 4
_FIRST_PAUSE_S: Final = 0.3  # doubled after each try
_BUSY: Final = (429, 502, 503, 504)
_COMPLAINT_BYTES: Final = 4_000
_COMPLAINT_CHARACTERS: Final = 200
_CHUNK: Final = 1 << 16
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_BROKEN: Final = (ConnectionError, http.client.HTTPException)


class Client:
    """Requests to one server, with one login."""

    def __init__(self, address: str, settings: Settings, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """Raises: UsageError where the login must not go to this address."""
        self._address = address
        self._timeout_s = settings.endpoint_timeout_s
        self._sleep = sleep
        self._opener = OpenerDirector()  # knows http and https alone: no file, no ftp
        login = login_handlers(read_credentials(), address, plain_http=bool(settings.endpoint_plain_http))
        own = (
            ProxyHandler({} if is_on_this_machine(address) else None),
            HTTPHandler(),
            HTTPSHandler(),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
        )
        for handler in (*own, _NoRedirect(), *login):
            self._opener.add_handler(handler)

    def send(self, request: Request, *, limit: int, missing_ok: bool = False) -> Answer:
        """The server's answer, whose body may have `limit` bytes; with `missing_ok` also 404.

        Tried again, with pauses that double or that the server names, where it is busy or the connection breaks.
        Raises: StoreError, LimitError.
        """
        deadline = time.monotonic() + self._timeout_s
        for number in range(1, _TRIES + 1):
            try:
                left = max(0.1, deadline - time.monotonic())
                response = self._opener.open(request, timeout=left)
                return Answer(response, shown(self._address), limit, deadline, self._timeout_s)
            except HTTPError as error:
                if missing_ok and error.code == http.client.NOT_FOUND:
                    return Answer(error, shown(self._address), limit, deadline, self._timeout_s)
                if error.code not in _BUSY or number == _TRIES:
                    raise self._refusal(error) from None
                self._pause(_wanted_pause(error.headers), number, deadline, self._refusal(error))
            except (OSError, http.client.HTTPException) as error:
                trouble = self._trouble(error)
                if number == _TRIES or not _may_pass(error):
                    raise trouble from error
                self._pause(None, number, deadline, trouble)
        raise AssertionError("the last try returns or raises")

    def _pause(self, wanted_s: float | None, number: int, deadline: float, reason: StoreError | LimitError) -> None:
        pause_s = _FIRST_PAUSE_S * 2 ** (number - 1) if wanted_s is None else wanted_s
        if time.monotonic() + pause_s >= deadline:
            raise reason
        self._sleep(pause_s)

    def _refusal(self, error: HTTPError) -> StoreError:
        where, told = shown(self._address), _complaint(error)
        if error.code in (401, 403):
            return StoreError(
                f"{where}: not logged in or not allowed (status {error.code}). "
                "Set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN."
            )
        if error.code == 404:
            return StoreError(f"{where}: the server has nothing there (status 404). Correct the address.")
        if error.code in (429, 503):
            pause = error.headers.get("Retry-After", "")
            again = f" It asks to come back after {_plain(pause)} s." if pause.isdecimal() else " Try again later."
            return StoreError(f"{where}: the server is busy (status {error.code}).{again}")
        return StoreError(f"{where}: the server refused (status {error.code}): {told}")

    def _trouble(self, error: Exception) -> StoreError | LimitError:
        where = shown(self._address)
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return _too_slow(where, self._timeout_s)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return StoreError(
                f"{where}: its certificate is not trusted: {reason.verify_message}. "
                "Correct the address, or name the authority's file in SSL_CERT_FILE."
            )
        if isinstance(reason, ssl.SSLError):
            return StoreError(f"{where}: no safe connection: {reason.reason or reason}. Is it an http address?")
        if isinstance(reason, socket.gaierror):
            return StoreError(f"{where}: there is no such host. Correct the address.")
        if isinstance(reason, ConnectionRefusedError):
            return StoreError(f"{where}: nothing answers there. Start the server, or correct the address.")
        return StoreError(f"{where}: the connection failed: {_plain(str(reason)) or type(reason).__name__}. Try again.")


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> NoReturn:
        raise StoreError(
            f"{shown(req.full_url)}: redirects to {_plain(shown(newurl))}, where nothing is sent. "
            "Give that address if you trust it."
        )

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> NoReturn:
        self.redirect_request(req, fp, code, msg, headers, headers.get("location") or "nowhere")

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class Answer(io.RawIOBase):
    """The body of a server's answer, read to its end, its limit of bytes or its limit of time."""

    def __init__(
        self, response: HTTPResponse | HTTPError, where: str, limit: int, deadline: float, timeout_s: float
    ) -> None:
        self._response = response
        self._where = where
        self._limit = limit
        self._deadline = deadline
        self._timeout_s = timeout_s
        self._count = 0
        self.status = response.status or 0
        self.media_type = response.headers.get_content_type()
        self.server = response.headers.get("Server", "")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Raises: LimitError beyond the limits; StoreError where the answer breaks off."""
        data = self._read(min(len(buffer), _CHUNK))
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            data = self._response.read1(size)
        except TimeoutError as error:
            raise _too_slow(self._where, self._timeout_s) from error
        except (OSError, http.client.HTTPException) as error:
            raise broken_off(self._where) from error
        self._count += len(data)
        if self._count > self._limit:
            self.close()
            raise LimitError(
                f"{self._where}: its answer is larger than {self._limit:,} bytes. Ask for less, or raise the limit in the settings."
            )
        if time.monotonic() > self._deadline:
            self.close()
            raise _too_slow(self._where, self._timeout_s)
        if not data and self._response.length:  # the server promised more
            raise broken_off(self._where)
        return data

    def close(self) -> None:
        self._response.close()
        super().close()


def broken_off(where: str) -> StoreError:
    """The error for half an answer."""
    return StoreError(f"{where}: its answer breaks off or is damaged. Try again.")


def refuse_web_page(answer: Answer, where: str) -> None:
    """Raises: StoreError where the answer is a page for people."""
    if answer.media_type not in ("text/html", "application/xhtml+xml"):
        return
    title = _TITLE.search(answer.read(_COMPLAINT_BYTES).decode("utf-8", "replace"))
    named = f" ({_plain(title[1])[:_COMPLAINT_CHARACTERS]!r})" if title else ""
    raise StoreError(
        f"{where}: answers with a web page{named}, not with results. Give the address of its SPARQL endpoint."
    )


def _plain(text: str) -> str:
    """What a server says, on one line, without what could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _too_slow(where: str, timeout_s: float) -> LimitError:
    return LimitError(
        f"{where}: no whole answer within {timeout_s:g} s (limit endpoint_timeout_s). Ask for less, or raise it."
    )


def _may_pass(error: Exception) -> bool:
    """Whether the same request may succeed a moment later."""
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, _BROKEN) and not isinstance(reason, http.client.InvalidURL)


def _wanted_pause(headers: Message) -> float | None:
    """Seconds that Retry-After asks for, as a number or a date; None where it is not there or not understood."""
    text = (headers.get("Retry-After") or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _complaint(error: HTTPError) -> str:
    """The first words of what the server says, on one line."""
    try:
        body = error.read(_COMPLAINT_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        body = ""
    title = _TITLE.search(body)
    told = _plain(title[1] if title else body)[:_COMPLAINT_CHARACTERS]
    return f"{told or error.reason}. Correct the address or the query."
