"""Asks one thing of the service as somebody, looks at the answer, and takes back whatever it did."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from goldenthread.people.models import Post
from tests.conftest import sign_in

# What differs between two pages that say the same.
CHANGING = re.compile(
    r'(<input type="hidden" name="csrfmiddlewaretoken" value=")[^"]*'
    r'|(<meta name="csrf-token" content=")[^"]*|( nonce=")[^"]*'
)


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    response: Any
    found: Any = None  # what `meanwhile` gave

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def same_text(self) -> str:
        """The page without what differs from one request to the next."""
        return CHANGING.sub("", self.text)

    @property
    def leads_to_sign_in(self) -> bool:
        return self.status == 302 and self.headers["Location"].startswith("/account/login/")

    @property
    def is_let_through(self) -> bool:
        return self.status < 400 and not self.leads_to_sign_in or self.status in (400, 409, 422)


@dataclass(eq=False)
class Asker:
    """One client for everybody: it puts on the cookies of whoever asks. `asked` counts requests by kind."""

    client: Client = field(default_factory=Client)
    sessions: dict[int, str] = field(default_factory=dict)
    asked: Counter = field(default_factory=Counter)

    def knows(self, *posts: Post) -> None:
        """Sign somebody in, acting in this post. Done before the savepoints, so that it stays."""
        for post in posts:
            self.sessions[post.pk] = sign_in(post).cookies["sessionid"].value

    def ask(
        self,
        method: str,
        url: str,
        by: Post | None,
        data: dict[str, Any] | None = None,
        *,
        meanwhile: Callable[[], Any] | None = None,
        page_cookie: str = "",
        **more: Any,
    ) -> Answer:
        """`page_cookie` is the browser's, of pages that take words; it outlives the session. `meanwhile` looks at the database after the answer and before everything is taken back."""
        self.client.cookies.clear()
        if by is not None:
            self.client.cookies["sessionid"] = self.sessions[by.pk]
        if page_cookie:
            self.client.cookies[settings.PAGE_COOKIE_NAME] = page_cookie
        self.asked[method] += 1
        with transaction.atomic():
            response = getattr(self.client, method.lower())(url, data or {}, **more)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            # Not response.close(): that would end the connection, and with it the world.
            found = meanwhile() if meanwhile else None
            transaction.set_rollback(True)
        cache.clear()  # the sign-in library counts tries
        return Answer(response.status_code, body, dict(response.headers), response, found)
