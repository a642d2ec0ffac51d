"""A stored file on its way out: always as a download, never shown by the browser."""

from typing import Any

from django.http import FileResponse, Http404

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def taken_away(file: Any, *, name: str, file_format: str = "") -> FileResponse:
    """The file as an attachment. Its type is the one we found by reading it, or none at all. 404 when it is gone.

    The name goes through Django's own writing of Content-Disposition (RFC 6266), so no character of it can end the
    header or choose another name.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    content_type = TYPES.get(file_format, "application/octet-stream")
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
