"""Files for upload tests: real plans of the library, each of another child, and browsers' uploaded files."""

import datetime as dt
import functools

from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.demo import library
from goldenthread.plans.models import Child

STORY = "nursery-first-words"


@functools.cache
def plan_bytes(file_format: str = "docx", style: str = "tabular", seed: int = 0) -> bytes:
    """A plan of the library. Another seed is another text."""
    child = library.example_child(library.STORIES[STORY])
    return library.build(STORY, style, file_format, child, dt.date(2026, 11, 2), seed)


def named_like_the_plan(child: Child) -> Child:
    """Gives a child of the register the name that the library's plan uses."""
    example = library.example_child(library.STORIES[STORY])
    child.first_name, child.last_name = example.first_name, example.last_name
    child.save()
    return child


def uploaded(data: bytes, name: str = "draft.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
