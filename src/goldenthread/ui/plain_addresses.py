"""Addresses that no link of ours and no hand would make are not understood, before any page or query meets them."""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"  # PostgreSQL keeps no text with it, so it would break the query instead of finding nothing


class PlainAddressesMiddleware:
    """Answers 400 where the path or the query holds a NUL character."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or NUL in unquote_plus(request.META.get("QUERY_STRING", "")):
            raise BadRequest("A NUL character in the address.")
        return self.get_response(request)
