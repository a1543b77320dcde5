"""The site in this process at an address of its own, for whatever asks it from outside: a browser, curl, a program."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler

QuietWSGIRequestHandler.disable_nagle_algorithm = True  # an answer goes out in pieces, and each would wait for the last


@contextmanager
def live_server() -> Iterator[str]:
    """Its address. It answers from the database that the tests point at, which must be one where commits are real."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()
