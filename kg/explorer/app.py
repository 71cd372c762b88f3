"""What is served in, the web application out: its routes, what stands around them, and what happens at a fault."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.explorer import api, endpoint, graph_store, resources, static_files
from kg.explorer.guard import Guard
from kg.explorer.pages import page_routes
from kg.explorer.problems import HANDLERS
from kg.explorer.rendering import environment
from kg.explorer.site import Site


def create_app(site: Site) -> Starlette:
    """The application. `app.state.site` is the site, `app.state.templates` its Jinja2 environment.

    Within a request `request.state.snapshot` is the dataset as it stood when the request came
    (`kg.explorer.snapshot.Snapshot`): the whole page is answered from one build, whatever is published meanwhile.
    """
    app = Starlette(
        routes=[
            *endpoint.ROUTES,
            *api.ROUTES,
            *graph_store.ROUTES,
            *static_files.ROUTES,
            *page_routes(),
            *resources.ROUTES,
            *resources.LAST_ROUTES,
        ],
        middleware=[Middleware(Guard, site=site)],
        exception_handlers=HANDLERS,
    )
    app.state.site = site
    app.state.templates = environment()
    return app
