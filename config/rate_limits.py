"""Limits of the API: so many requests a minute for each token, or for each address where there is none.

A courtesy among users and no defence: each process counts by itself, and forgets when it ends. The answer says how
much is left in the headers ``RateLimit-Policy`` and ``RateLimit`` (an IETF draft), and, where it was too much, in
``Retry-After``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from config.sign_in.delay import address

WINDOW = 60
"""Seconds. Windows begin with each minute of the clock, for everybody."""
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Left:
    """How many requests of a policy are left, and in how many whole seconds there will be all of them again."""

    policy: str
    limit: int
    used: int
    seconds: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        left = max(self.limit - self.used, 0)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={left};t={self.seconds}',
        }


class Courtesy(BaseThrottle):
    left: Left | None = None

    def allow_request(self, request: Request, view: object) -> bool:
        policy = "reads" if request.method in READING else "writes"
        limit = settings.API_READS_PER_MINUTE if policy == "reads" else settings.API_WRITES_PER_MINUTE
        if not limit:
            return True
        who = f"token:{request.auth.pk}" if request.auth else f"address:{address(request)}"
        self.left = request._request.rate_limit = count(who, policy, limit)  # type: ignore[attr-defined]
        return not self.left.is_exceeded

    def wait(self) -> float | None:
        return self.left.seconds if self.left else None


def count(who: str, policy: str, limit: int) -> Left:
    now = time()
    key = f"rate:{policy}:{int(now // WINDOW)}:{who}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        used = cache.incr(key)
    except ValueError:  # forgotten in between
        used = 1
    return Left(policy, limit, used, ceil(WINDOW - now % WINDOW))


class RateLimitHeaders:
    """What is left, said with every answer that was counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        left: Left | None = getattr(request, "rate_limit", None)
        if left:
            for name, value in left.headers.items():
                response.headers[name] = value
        return response
