"""The headers by which a receiver knows that a message is from here, whole and new (Standard Webhooks)."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from treaties.models.deliveries import Secret


def signed_headers(message_id: str, body: str, *, at: datetime, secrets: Iterable[Secret]) -> dict[str, str]:
    """One signature for each secret: while one is replaced, there are two. ``at`` is the moment of this attempt."""
    timestamp = str(int(at.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signature(message_id, timestamp, body, key=secret.key) for secret in secrets),
    }


def signature(message_id: str, timestamp: str, body: str, *, key: bytes) -> str:
    signed = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"
