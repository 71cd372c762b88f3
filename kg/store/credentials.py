"""The environment in, handlers that log in to a server out. Nothing of it stands in an address, a setting or a message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPMessage
from typing import IO, Any, Final
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithPriorAuth,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import UsageError
from kg.store.addresses import is_on_this_machine, shown

_WAYS: Final = ("", "basic", "digest")
_AUTHORIZATION: Final = "Authorization"


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to log in: a user with a password, or a token; `way`: basic, digest, or empty for what the server asks for."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    way: str = ""


def read_credentials(environment: Mapping[str, str] | None = None) -> Credentials:
    """Those of KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, KG_ENDPOINT_AUTH, KG_ENDPOINT_TOKEN.

    Raises: UsageError where they do not fit together.
    """
    known = os.environ if environment is None else environment
    user, password, token, way = (
        known.get(f"KG_ENDPOINT_{name}", "") for name in ("USER", "PASSWORD", "TOKEN", "AUTH")
    )
    if way.casefold() not in _WAYS:
        raise UsageError(f"KG_ENDPOINT_AUTH is {way!r}. Set it to basic or digest, or leave it out.")
    if token and user:
        raise UsageError("KG_ENDPOINT_TOKEN and KG_ENDPOINT_USER are both set. Unset one of them.")
    if bool(user) != bool(password):
        raise UsageError("KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD belong together. Set or unset both.")
    if any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in user + password + token):
        raise UsageError("KG_ENDPOINT_USER, _PASSWORD or _TOKEN holds a control character. Set it again.")
    return Credentials(user, password, token, way.casefold())


def login_handlers(credentials: Credentials, address: str, *, plain_http: bool) -> list[BaseHandler]:
    """What an opener needs to log in at this address, and nowhere else.

    A password (unless by digest) and a token go unencrypted only to this machine, or where `plain_http` allows it.
    Raises: UsageError.
    """
    safe = plain_http or address.startswith("https:") or is_on_this_machine(address)
    if not safe and (credentials.token or credentials.way == "basic"):
        raise UsageError(
            f"{shown(address)}: a password or token would go there unencrypted. "
            "Use https, or set KG_ENDPOINT_PLAIN_HTTP=1 if nobody else can listen."
        )
    if credentials.token:
        return [_Bearer(credentials.token)]
    if not credentials.user:
        return []
    passwords = HTTPPasswordMgrWithPriorAuth()
    passwords.add_password(None, address, credentials.user, credentials.password, credentials.way == "basic")
    handlers: list[BaseHandler] = []
    if credentials.way != "basic":
        handlers.append(_Digest(passwords))
    if credentials.way != "digest" and safe:
        handlers.append(_Basic(passwords))
    return handlers


class _Bearer(BaseHandler):
    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"

    def http_request(self, request: Request) -> Request:
        request.add_unredirected_header(_AUTHORIZATION, self._value)
        return request

    https_request = http_request


class _Basic(HTTPBasicAuthHandler):
    """Answers a challenge by its name, where its base class raises on every other one."""

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        challenge = _challenge(headers, "basic ")
        if challenge is None:
            return None
        headers.replace_header("www-authenticate", challenge)
        return super().http_error_401(req, fp, code, msg, headers)


class _Digest(HTTPDigestAuthHandler):
    """Answers the server's challenge once, then logs in with each request at once: a graph is not sent twice."""

    _challenge: dict[str, str] | None = None

    def http_request(self, request: Request) -> Request:
        answer = self._challenge and self.get_authorization(request, self._challenge)
        if answer:
            request.add_unredirected_header(_AUTHORIZATION, f"Digest {answer}")
        return request

    https_request = http_request

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        challenge = _challenge(headers, "digest ")
        if challenge is None:
            return None  # another way to log in is asked for
        had_answered = self._challenge is not None
        self._challenge = parse_keqv_list([part for part in parse_http_list(challenge[7:]) if part])
        if had_answered and self._challenge.get("stale", "").casefold() != "true":
            return None
        headers.replace_header("www-authenticate", challenge)
        return super().http_error_401(req, fp, code, msg, headers)


def _challenge(headers: HTTPMessage, scheme: str) -> str | None:
    return next((one for one in headers.get_all("www-authenticate", []) if one.casefold().startswith(scheme)), None)
