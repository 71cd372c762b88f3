"""The name of a template and what to put into it in, a page out; texts of the graph are never markup."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

_TEMPLATES: Final = files("kg.explorer") / "templates"


def environment() -> Environment:
    """Jinja2 with escaping everywhere and an error for every name that is not given."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from kg.explorer.words import filters, helpers

    made = Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(filters())
    made.globals.update(helpers())
    return made


def render(request: Request, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page. Templates know `request`, `site` and `snapshot` (None where no graph is built yet) besides the values."""
    page = request.app.state.templates.get_template(template)
    known = {
        "request": request,
        "site": request.app.state.site,
        "snapshot": getattr(request.state, "snapshot", None),
    }
    return HTMLResponse(page.render({**known, **values}), status_code=status)
