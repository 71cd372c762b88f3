"""An HTTP request in, its parameters and body out, each decoded once and within limits."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

FORM: Final = "application/x-www-form-urlencoded"
_PARAMETERS_AT_MOST: Final = 1_000

Parameters = dict[str, list[str]]


def media_type_of(request: Request) -> str:
    """The media type of the body in small letters, without parameters; empty where none is given.

    Raises: HTTPException 415 for an encoding of characters other than UTF-8, and for a compressed body.
    """
    name, *parameters = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise HTTPException(415, "The body is not UTF-8, as its Content-Type says. Send UTF-8.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "The body is compressed. Send it as it is.")
    return name.lower()


async def read_body(request: Request, limit: int) -> str:
    """The body as text.

    Raises: HTTPException 413 where it is longer than `limit` bytes, 400 where it is not UTF-8 or not whole.
    """
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_long(limit)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise _too_long(limit)
    except ClientDisconnect as error:
        raise HTTPException(400, "The body is not whole.") from error
    return _decoded(bytes(body), "body")


def parse_parameters(encoded: bytes | str, where: str) -> Parameters:
    """The values of each parameter, in order.

    Raises: HTTPException 400 where they are not UTF-8, or too many.
    """
    text = encoded if isinstance(encoded, str) else _decoded(encoded, where)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_PARAMETERS_AT_MOST)
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"The {where} holds bytes that are not UTF-8. Encode it as UTF-8.") from error
    except ValueError as error:
        raise HTTPException(400, f"The {where} has more than {_PARAMETERS_AT_MOST:,} parameters.") from error
    found: Parameters = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def single(parameters: Parameters, name: str) -> str | None:
    """The value of a parameter that may be given once.

    Raises: HTTPException 400 where it is given twice.
    """
    values = parameters.get(name, [])
    if len(values) > 1:
        raise HTTPException(400, f"{name!r} is given {len(values)} times. Give it once.")
    return values[0] if values else None


def _too_long(limit: int) -> HTTPException:
    return HTTPException(413, f"The body has more than {limit:,} bytes (limit serve_body_limit). Send less.")


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"The {where} is not UTF-8 (byte {error.start}). Send UTF-8.") from error
