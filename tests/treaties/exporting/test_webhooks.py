"""Webhooks: signed as the specification says, told in order, sent again, given up; and never to a private network."""

import base64
import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, invented_agreement
from treaties.actions import deliveries
from treaties.actions.deliveries import claim, disable, enable, make_secret, pause_after
from treaties.exporting.webhooks.delivering import deliver, send_test
from treaties.exporting.webhooks.messages import message_of
from treaties.exporting.webhooks.sending import Answer
from treaties.exporting.webhooks.signing import signature
from treaties.models import Agreement, Attempt, Block, Endpoint, Head

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "api" / "webhooks.md"
SNIPPET = re.findall(r"```python\n(.+?)```", DOCUMENT.read_text(), re.DOTALL)[0]
FIRST = datetime(2030, 1, 1, tzinfo=UTC)
ARRIVED = Answer(204, "", 5)


class Clock:
    def __init__(self) -> None:
        self.at = FIRST

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


class Receiver:
    """Answers as it is told, one after the other, and then that it has arrived."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = iter(answers)
        self.got: list[tuple[str, dict[str, Any], dict[str, str]]] = []

    def __call__(self, url: str, body: str, headers: dict[str, str]) -> Answer:
        self.got.append((url, json.loads(body), headers))
        return next(self.answers, ARRIVED)

    @property
    def blocks(self) -> list[int]:
        return [body["data"]["block"] for _, body, _ in self.got]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, _, headers in self.got]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def an_endpoint(block: int | None = None) -> Endpoint:
    last = Head.objects.get().no if block is None else block
    endpoint = Endpoint.objects.create(url="https://hooks.example/pacta", block=last, not_before=FIRST)
    make_secret(endpoint, at=FIRST)
    return endpoint


def some_blocks(number: int) -> list[int]:
    for _ in range(number):
        with a_block():
            pass
    return list(Block.objects.order_by("-no").values_list("no", flat=True)[:number][::-1])


def test_the_example_of_the_specification_is_signed_alike() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", '{"test": 2432232314}', key=key)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.django_db
def test_the_receiver_of_the_documents_accepts_a_message_and_none_that_was_changed() -> None:
    place: dict[str, Any] = {}
    exec(SNIPPET, place)  # noqa: S102  the document's own
    endpoint = Endpoint.objects.create(url="https://hooks.example/", block=0)
    secret, receiver = str(make_secret(endpoint, at=FIRST)), Receiver()
    deliver(now=lambda: datetime.now(UTC), send=receiver)
    _, body, headers = receiver.got[0]
    raw = message_of(1)[1].encode()
    assert json.loads(raw) == body
    assert place["is_genuine"](headers, raw, secret)
    assert not place["is_genuine"](headers, raw + b" ", secret)
    assert not place["is_genuine"](headers | {"webhook-timestamp": str(int(time.time()) - 600)}, raw, secret)
    assert not place["is_genuine"](headers, raw, str(make_secret(endpoint, at=FIRST)))


@pytest.mark.django_db
def test_a_message_says_what_its_block_is_about(settings: Any) -> None:
    settings.PUBLIC_URL = "https://pacta.example"
    agreement = invented_agreement(slug="told-of")
    appeal = invented_appeal(named(agreement))
    block = Head.objects.get().no
    message = json.loads(message_of(block)[1])
    assert message["type"] == "block.recorded"
    data = message["data"]
    assert (data["block"], data["reason"], data["more"]) == (block, "to see what happens", False)
    assert (data["agreements"], data["appeals"]) == (["told-of"], [appeal.slug])
    assert data["tables"]["demands"] == 1
    assert data["changes_url"] == f"https://pacta.example/api/v1/changes/?after={block - 1}"
    assert message_of(block) == message_of(block)


@pytest.mark.django_db
def test_of_a_large_block_some_are_named() -> None:
    data = json.loads(message_of(2)[1])["data"]
    assert data["agreements"] == sorted(Agreement.objects.filter(block=2).values_list("slug", flat=True))[:100]
    assert len(data["appeals"]) == 2


@pytest.mark.django_db
def test_blocks_are_told_in_order_and_once_where_all_goes_well(clock: Clock) -> None:
    an_endpoint()
    blocks, receiver = some_blocks(3), Receiver()
    assert [done.block for done in deliver(now=clock, send=receiver)] == blocks
    assert deliver(now=clock, send=receiver) == []
    assert receiver.blocks == blocks
    assert Attempt.objects.filter(error="").count() == 3


@pytest.mark.django_db
def test_a_failure_is_tried_again_with_the_same_id_before_what_comes_after(clock: Clock) -> None:
    endpoint = an_endpoint()
    blocks, receiver = some_blocks(2), Receiver(Answer(None, "Nothing came.", 9), Answer(500, "It answered 500", 9))
    deliver(now=clock, send=receiver)
    clock.wait(seconds=2)
    assert deliver(now=clock, send=receiver) == []
    clock.wait(seconds=4)
    deliver(now=clock, send=receiver)
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (2, FIRST)
    clock.wait(seconds=21)
    deliver(now=clock, send=receiver)
    assert receiver.ids == [f"block_{blocks[0]}"] * 3 + [f"block_{blocks[1]}"]
    timestamps = [headers["webhook-timestamp"] for _, _, headers in receiver.got[:3]]
    assert len(set(timestamps)) == 3
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since, endpoint.block) == (0, None, blocks[1])


@pytest.mark.django_db
def test_a_message_that_arrived_before_its_sender_died_comes_again(clock: Clock, monkeypatch: Any) -> None:
    an_endpoint()
    blocks, receiver = some_blocks(1), Receiver()

    class Killed(BaseException):
        pass

    def killed(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("treaties.exporting.webhooks.delivering.note_arrival", killed)
        with pytest.raises(Killed):
            deliver(now=clock, send=receiver)
    assert deliver(now=clock, send=receiver) == []  # the place is held by the one that is gone
    clock.wait(minutes=2)
    deliver(now=clock, send=receiver)
    assert receiver.blocks == blocks * 2


@pytest.mark.django_db
def test_an_endpoint_has_one_sender_at_a_time() -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    head = Head.objects.get().no
    assert claim(head=head, at=FIRST) == endpoint
    assert claim(head=head, at=FIRST) is None
    assert claim(head=head, at=FIRST + deliveries.CLAIM) == endpoint


@pytest.mark.django_db
def test_who_is_gone_is_told_no_more_and_goes_on_from_there_once_enabled(clock: Clock) -> None:
    endpoint = an_endpoint()
    blocks, receiver = some_blocks(2), Receiver(ARRIVED, Answer(410, "It answered 410 Gone", 9))
    deliver(now=clock, send=receiver)
    endpoint.refresh_from_db()
    assert endpoint.disabled_because == "It answered that it is gone (410)."
    clock.wait(days=30)
    assert deliver(now=clock, send=receiver) == []
    enable(endpoint, at=clock())
    deliver(now=clock, send=receiver)
    assert receiver.blocks == [blocks[0], blocks[1], blocks[1]]


@pytest.mark.slow
@pytest.mark.django_db
def test_who_fails_often_and_for_long_is_told_no_more(clock: Clock) -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    receiver = Receiver(*[Answer(500, "It answered 500", 9)] * 100)
    while endpoint.disabled_at is None and clock() < FIRST + timedelta(days=9):
        deliver(now=clock, send=receiver)
        endpoint.refresh_from_db()
        clock.at = endpoint.not_before
    assert endpoint.disabled_at
    assert endpoint.disabled_at - FIRST >= deliveries.FAILING_FOR
    assert endpoint.failures == len(receiver.got) >= deliveries.MOST_FAILURES
    assert endpoint.disabled_because.endswith("since 2030-01-01 00:00 UTC. The last time: It answered 500")


def test_pauses_grow_and_differ_and_what_is_asked_for_is_honoured() -> None:
    grown = [pause_after(n, asked=None, chance=lambda: 1.0).total_seconds() for n in (1, 2, 3, 7, 8, 500)]
    assert grown == [5, 20, 80, 20480, 21600, 21600]
    assert pause_after(1, asked=None, chance=lambda: 0.0).total_seconds() == 3.75
    assert pause_after(1, asked=300) == timedelta(seconds=300)
    assert pause_after(9, asked=1) > timedelta(hours=4)
    assert pause_after(1, asked=10**6) == timedelta(days=1)


@pytest.mark.django_db
def test_for_a_day_both_secrets_sign(clock: Clock) -> None:
    endpoint = an_endpoint()
    make_secret(endpoint, at=FIRST)
    blocks, receiver = some_blocks(1), Receiver()
    deliver(now=clock, send=receiver)
    clock.wait(days=1)
    blocks += some_blocks(1)
    deliver(now=clock, send=receiver)
    assert [len(headers["webhook-signature"].split()) for _, _, headers in receiver.got] == [2, 1]


@pytest.mark.django_db
def test_with_another_secret_key_nothing_is_signed_by_a_secret_that_nobody_has(clock: Clock, settings: Any) -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    settings.SECRET_KEY = "another"
    receiver = Receiver()
    assert deliver(now=clock, send=receiver) == []
    endpoint.refresh_from_db()
    assert receiver.got == []
    assert endpoint.disabled_because.startswith("SECRET_KEY was changed")


@pytest.mark.django_db
def test_no_secret_is_in_the_database() -> None:
    endpoint = an_endpoint()
    secret = str(make_secret(endpoint, at=FIRST))
    kept = " ".join(str(value) for value in Endpoint.objects.values_list().get(pk=endpoint.pk))
    assert secret not in kept
    assert secret.removeprefix("whsec_") not in kept


@pytest.mark.django_db
def test_a_test_is_sent_whatever_the_state_and_changes_nothing(clock: Clock) -> None:
    endpoint = an_endpoint()
    disable(endpoint, because="By hand.", at=FIRST)
    receiver = Receiver()
    done = send_test(endpoint, now=clock, send=receiver)
    assert done
    assert not done.error
    assert receiver.got[0][1]["type"] == "test"
    endpoint.refresh_from_db()
    assert (endpoint.disabled_because, endpoint.block) == ("By hand.", Head.objects.get().no)
