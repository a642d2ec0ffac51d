"""Which post a session acts in, and the wall around its authority."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_scopes import scope, scopes_disabled

from goldenthread.people.models import Post

SESSION_KEY = "post"


def open_posts(person) -> list[Post]:
    """The posts that this person may act in today."""
    with scopes_disabled():
        posts = Post.objects.filter(person=person, closed_at=None).select_related("authority", "person")
        return [post for post in posts if post.is_open]


class ActingMiddleware:
    """Puts `request.post` (or None) on each request and scopes every query to its authority.

    The post is read afresh each time, so a role that has ended is out by the next request.
    """

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post = None
        request.posts = []
        if request.user.is_authenticated:
            request.posts = open_posts(request.user)
            chosen = request.session.get(SESSION_KEY)
            request.post = next((post for post in request.posts if post.pk == chosen), None)
            if request.post is None and request.posts:
                request.post = request.posts[0]
        if request.post is None:
            return self.get_response(request)
        with scope(authority=request.post.authority):
            return self.get_response(request)
