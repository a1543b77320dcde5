"""Linked data within a page: a block of data, which no browser runs."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the block, or mean something to HTML, written as JSON escapes: a title may hold anything."""


@register.simple_tag
def structured(data: dict[str, Any] | None) -> SafeString:
    """A JSON-LD block; nothing where there is no data."""
    if not data:
        return mark_safe("")
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # escaped above
