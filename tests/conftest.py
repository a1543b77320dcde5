"""What every test may use. Databases are made in ``databases.py``."""

from collections.abc import Iterator
from contextlib import ExitStack

import django.test
import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

from tests import databases

hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """TransactionTestCase empties tables by TRUNCATE, which the record refuses; ``committed`` replaces it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        case = getattr(item, "cls", None) or object
        truncates = issubclass(case, django.test.TransactionTestCase) and not issubclass(case, django.test.TestCase)
        if truncates or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} would TRUNCATE the record; use the fixture 'committed' instead.")


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
