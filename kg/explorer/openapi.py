"""The saved queries in, the description of /api out: https://spec.openapis.org/oas/v3.1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg import __version__

if TYPE_CHECKING:
    from kg.query.catalogue import Catalogue, Query
    from kg.query.header import Column, Parameter

_TYPES: Final = {"integer": "integer", "decimal": "number"}
_PROBLEM: Final = {"$ref": "#/components/responses/problem"}
_SHARED_PARAMETERS: Final = ("format", "limit")


def describe_api(catalogue: Catalogue, title: str) -> dict[str, Any]:
    """One GET a query, its parameters, and the columns of its rows."""
    paths = {f"/api/{query.name}": {"get": _operation(query)} for query in catalogue.queries()}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{title}: saved queries", "version": __version__},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "parameters": {name: _shared_parameter(name) for name in _SHARED_PARAMETERS},
            "responses": {"problem": _problem_response()},
            "schemas": {"meta": _meta_schema()},
        },
    }


def _operation(query: Query) -> dict[str, Any]:
    description = " ".join((query.question, *query.notes))
    groups = "".join(f" At least one of {', '.join(group)} is needed." for group in query.requires)
    return {
        "operationId": query.name,
        "summary": query.title,
        "description": description + groups,
        "parameters": [
            *map(_parameter, query.parameters),
            *({"$ref": f"#/components/parameters/{name}"} for name in _SHARED_PARAMETERS),
        ],
        "responses": {
            "200": {
                "description": "The answer; meta.truncated says whether rows were left out.",
                "content": {"application/json": {"schema": _schema(query)}, "text/csv": {"schema": {"type": "string"}}},
            },
            **dict.fromkeys(("400", "404", "503", "504"), _PROBLEM),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    """Values are texts where a thing is named: by label, notation, alias or IRI. Given several times: any of them."""
    one: dict[str, Any] = {"type": _TYPES.get(parameter.type, "string")}
    if parameter.choices:
        one["enum"] = list(parameter.choices)
    if parameter.limits:
        one["minimum"], one["maximum"] = map(float, parameter.limits)
    if parameter.type == "iri":
        one["format"] = "iri"
    schema: dict[str, Any] = {"type": "array", "items": one}
    if parameter.default is not None:
        schema["default"] = [float(parameter.default) if one["type"] == "number" else parameter.default]
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description} ({parameter.type})",
        "schema": schema,
        "style": "form",
        "explode": True,
    }


def _schema(query: Query) -> dict[str, Any]:
    properties: dict[str, Any] = {"meta": {"$ref": "#/components/schemas/meta"}}
    if query.columns:
        row = {"type": "object", "properties": {column.name: _column(column) for column in query.columns}}
        properties["rows"] = {"type": "array", "items": row}
    return {"type": "object", "required": list(properties), "properties": properties}


def _column(column: Column) -> dict[str, Any]:
    if column.is_list:
        return {"type": "array", "items": {"type": "string"}, "description": column.description}
    return {"type": ["string", "number", "boolean", "null"], "description": column.description}


def _shared_parameter(name: str) -> dict[str, Any]:
    schemas: dict[str, dict[str, Any]] = {
        "format": {"type": "string", "enum": ["json", "csv"], "default": "json"},
        "limit": {"type": "integer", "minimum": 0},
    }
    descriptions = {
        "format": "How to send the answer.",
        "limit": "At most so many rows; it can only lower the server's.",
    }
    return {"name": name, "in": "query", "description": descriptions[name], "schema": schemas[name]}


def _meta_schema() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("query", "title", "question", "build")}
    return {
        "type": "object",
        "required": [*texts, "parameters", "count", "truncated"],
        "properties": {
            **texts,
            "parameters": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "columns": {"type": "array", "items": {"type": "string"}},
            "count": {"type": "integer"},
            "truncated": {"type": "boolean", "description": "There are more rows than the limit allows."},
        },
    }


def _problem_response() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    required = list(properties)
    properties["nearest"] = {"type": "array", "items": {"type": "string"}}
    schema = {"type": "object", "required": required, "properties": properties}
    return {
        "description": "What is wrong, and what to do.",
        "content": {"application/problem+json": {"schema": schema}},
    }
