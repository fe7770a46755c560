"""The page of statistics: what its address asks for, and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from murano_panel.deployments.statistics.charts import Bar, DayBars, bar, day_bars
from murano_panel.deployments.statistics.reading import Progress
from murano_panel.domain.records import Environment
from murano_panel.domain.state.progress import duration
from murano_panel.domain.state.statistics import ApplicationFigures, Cause, Statistics, statistics
from murano_panel.web.summaries import has_history

# Periods that are offered, in days; the first one is what is shown unasked.
PERIODS = (30, 7, 90)


@dataclass(frozen=True)
class StatisticsQuery:
    """What the address asks for: ``days`` is one of PERIODS, ``environment`` an id or ''."""

    days: int = PERIODS[0]
    environment: str = ''

    @classmethod
    def from_address(cls, query: QueryDict) -> 'StatisticsQuery':
        """What makes no sense asks for nothing."""
        days = next((days for days in PERIODS if str(days) == query.get('days')), PERIODS[0])
        return cls(days, query.get('environment', '')[:64])

    @property
    def own_address(self) -> str:
        """Its query string."""
        return '?' + urlencode({'days': self.days, 'environment': self.environment})

    @property
    def reading_address(self) -> str:
        """That of the page that reads on by itself."""
        return f'{self.own_address}&read=1'

    @property
    def since(self) -> datetime:
        """When the first day begins."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=self.days - 1)

    def chosen(self, environments: Sequence[Environment]) -> list[Environment]:
        """Those whose deployments are asked for."""
        return [item for item in environments if not self.environment or item.id == self.environment]


@dataclass(frozen=True)
class ApplicationRow:
    """A line of the table of applications; durations are words, '' where nothing ended well."""

    figures: ApplicationFigures
    rate: int
    median: str
    ninetieth: str
    bar: Bar | None


@dataclass(frozen=True)
class StatisticsPage:
    """``rate``: percent that ended well, None without any. environments: (id, name) of all with a history, by name.

    names: {id of an environment: its name}.
    """

    query: StatisticsQuery
    progress: Progress
    figures: Statistics
    rate: int | None
    median: str
    ninetieth: str
    chart: DayBars
    applications: Sequence[ApplicationRow]
    causes: Sequence[tuple[Cause, str]]
    environments: Sequence[tuple[str, str]]

    @property
    def periods(self) -> Sequence[int]:
        """In days, the shortest first."""
        return sorted(PERIODS)


def statistics_page(environments: Sequence[Environment], progress: Progress, query: StatisticsQuery) -> StatisticsPage:
    """All that is known of what the query asks for."""
    today = timezone.localtime().date()
    figures = statistics(progress.rows, today, query.days, timezone.get_current_timezone())
    names = {item.id: item.name for item in environments}
    offered = [(item.id, item.name) for item in environments if has_history(item)]
    return StatisticsPage(
        query=query,
        progress=progress,
        figures=figures,
        rate=_percent(figures.good, figures.total),
        median=_in_words(figures.durations.median),
        ninetieth=_in_words(figures.durations.ninetieth),
        chart=day_bars(figures.days),
        applications=_application_rows(figures.applications),
        causes=[(cause, names[cause.latest.environment_id]) for cause in figures.causes],
        environments=sorted(offered, key=lambda item: item[1].lower()),
    )


def _application_rows(found: Sequence[ApplicationFigures]) -> list[ApplicationRow]:
    longest = max((item.durations.ninetieth or 0 for item in found), default=0)
    return [
        ApplicationRow(
            item,
            _percent(item.good, item.total) or 0,
            _in_words(item.durations.median),
            _in_words(item.durations.ninetieth),
            bar(item.durations, longest),
        )
        for item in found
    ]


def _percent(part: int, whole: int) -> int | None:
    """Rounded down: not all is well where one has failed."""
    return 100 * part // whole if whole else None


def _in_words(seconds: int | None) -> str:
    return '' if seconds is None else duration(seconds)
