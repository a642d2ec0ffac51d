"""How a reference stands in an address: so that /plans/add/ is never taken for the plan called "add"."""

from django.urls import register_converter
from django.urls.converters import get_converters


class ReferenceConverter:
    """Four characters, a hyphen, three characters. A reference typed in small letters is found too."""

    regex = "[A-Za-z0-9]{4}-[A-Za-z0-9]{3}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


if "reference" not in get_converters():
    register_converter(ReferenceConverter, "reference")
