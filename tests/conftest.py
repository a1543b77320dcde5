"""What every test may use. Databases are made in ``databases.py``."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

import django.test
import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

from tests import databases

hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")
gc.set_threshold(50_000)  # of thousands of tests next to nothing is garbage in rings


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """TransactionTestCase empties tables by TRUNCATE, which the record refuses; ``committed`` replaces it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        case = getattr(item, "cls", None) or object
        truncates = issubclass(case, django.test.TransactionTestCase) and not issubclass(case, django.test.TestCase)
        if truncates or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} would TRUNCATE the record; use the fixture 'committed' instead.")
    items[:] = shared_out(items, workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    gc.freeze()  # what was imported and collected stays to the end: not looked at again


def shared_out(items: list[pytest.Item], *, workers: int) -> list[pytest.Item]:
    """The same tests, of which xdist gives each worker an equal stretch. While the first makes the template, the others
    do not wait: their stretches begin with tests that need no database."""
    bound = [item for item in items if needs_database(item)]
    free = [item for item in items if not needs_database(item)]
    stretch, share = len(items) // workers, len(free) // max(workers - 1, 1)
    waiting, ready = iter(bound), iter(free)
    shared: list[pytest.Item] = []
    for worker in range(workers):
        begun = list(islice(ready, share)) if worker else []
        shared += [*begun, *islice(waiting, max(stretch - len(begun), 0))]
    return [*shared, *ready, *waiting]


def needs_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in fixtures


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One clone of the seeded template for each worker; its tests roll back, so they see the seeds and nothing else."""
    stack = ExitStack()
    with django_db_blocker.unblock():
        databases.make_template()
        stack.enter_context(databases.clone())
    yield
    with django_db_blocker.unblock():
        stack.close()


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database of the test's own in which commits, threads and both logins are real. Its name."""
    if request.node.get_closest_marker("django_db") or {"db", "admin_client"} & set(request.fixturenames):
        raise pytest.UsageError("'committed' brings a database of its own; leave out 'django_db'.")
    with django_db_blocker.unblock(), databases.clone() as name:
        yield name


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that started the workers outlives them, and drops what they shared."""
    if not hasattr(config, "workerinput"):
        databases.drop_all()
