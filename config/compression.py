"""Answers are compressed for those who accept it, and for nobody else."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

REFUSED = re.compile(r"\bgzip\s*;\s*q=0(\.0{0,3})?\s*(,|$)", re.IGNORECASE)


class Gzip(GZipMiddleware):
    """Django takes ``gzip;q=0`` for a wish; it says that gzip is not acceptable (RFC 9110, 12.4.2)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if REFUSED.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)
