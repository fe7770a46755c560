"""Author's patterns for the browser."""

from __future__ import annotations

from murano_panel.dynamic_ui.patterns import JavaScriptPattern


def translate(text: str, flags: int) -> JavaScriptPattern | None:
    return None
