"""Every address of the service, with its methods and the permission that it needs: for IT, and for the matrix test."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

READS_AND_WRITES = ["GET", "POST"]


def routes() -> list[dict[str, Any]]:
    """Rows of path, name, methods and permission, in the order of the resolver.

    `permission` is the name of a Permission, "everyone", "signed in", "sign-in library", or "none" for a page that
    somebody forgot to mark (a test fails on it).
    """
    return [
        {"path": path, "name": name, "methods": _methods(view), "permission": _permission(view)}
        for path, name, view in _walk(get_resolver().url_patterns, "/", "")
    ]


def _walk(patterns: list, prefix: str, space: str) -> Iterator[tuple[str, str, Callable]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield path, f"{space}{pattern.name or ''}", pattern.callback


def _chain(view: Callable) -> Iterator[Callable]:
    one: Callable | None = view
    while one is not None:
        yield one
        one = getattr(one, "__wrapped__", None)


def _permission(view: Callable) -> str:
    if view.__module__.startswith("allauth."):
        return "sign-in library"
    marked = next((one.permission for one in _chain(view) if hasattr(one, "permission")), None)
    return "none" if marked is None else getattr(marked, "name", marked)


def _methods(view: Callable) -> list[str]:
    for one in _chain(view):
        if not inspect.isfunction(one):
            continue
        # Django's require_http_methods keeps its list in its closure alone.
        allowed = inspect.getclosurevars(one).nonlocals.get("request_method_list")
        if allowed:
            return [method for method in allowed if method != "HEAD"]
    return READS_AND_WRITES
