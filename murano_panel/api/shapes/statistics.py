"""What Murano tells of its own load."""

import msgspec

from murano_panel.api.shapes.reading import Shape
from murano_panel.domain import records


class _Load(msgspec.Struct):
    """An entry of ``GET /stats``; ``requests_per_tenant`` is JSON in a string."""

    host: str
    request_count: int = 0
    error_count: int = 0
    average_response_time: float = 0
    requests_per_second: float = 0
    errors_per_second: float = 0
    cpu_count: int = 0
    cpu_percent: float = 0
    requests_per_tenant: str | None = None

    def record(self) -> records.ApiLoad:
        return records.ApiLoad(
            host=self.host,
            requests=self.request_count,
            errors=self.error_count,
            average_time=self.average_response_time,
            requests_per_second=self.requests_per_second,
            errors_per_second=self.errors_per_second,
            cpu_count=self.cpu_count,
            cpu_percent=self.cpu_percent,
            requests_of=_counts(self.requests_per_tenant or '{}'),
        )


def _counts(text: str) -> dict[str, int]:
    """{} for what is nothing of the kind: the rest is of use without."""
    try:
        return msgspec.json.decode(text, type=dict[str, int])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}


STATISTICS = Shape(list[_Load], lambda found: [each.record() for each in found])
