"""One page of the catalog: what to ask Murano for, and what Murano cannot do itself."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import packages as package_api
from murano_panel.catalog.filters import CARDS_PER_PAGE, MAX_CHOICES, CatalogFilters
from murano_panel.domain.package import search
from murano_panel.domain.records import Category, Package, PackagePage
from murano_panel.web import applications, known_categories

MAX_TAGS = 16
# Seconds for which a catalog that did not fit into one answer is taken for one that does not.
LARGE_SECONDS = 600


@dataclass(frozen=True)
class Facet:
    """A category or tag to filter by. ``count`` is None where only Murano could know it."""

    name: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class CatalogPage:
    """``remaining`` are known to follow; ``next_after`` is '' at the end; ``cut``: a search found too many.

    more_unknown: there may be more than ``total``.
    """

    packages: Sequence[Package]
    remaining: int
    next_after: str
    cut: bool
    more_unknown: bool
    categories: Sequence[Facet]
    tags: Sequence[Facet]

    @property
    def total(self) -> int:
        """How many there are on this page and, as far as is known, after it."""
        return len(self.packages) + self.remaining


def read_page(request: HttpRequest, filters: CatalogFilters, *, ask_categories: bool = True) -> CatalogPage:
    """The packages that ``filters`` show. One call, and one more for the categories when they are not cached.

    A search of several words takes another one where the first found more than Murano gives out.

    Without ``ask_categories`` those of the packages found must do, unless all are cached.
    """
    tags_of_large = _tags_of_large(request)
    uncounted = _is_uncounted(filters, tags_of_large)
    words = search.words_of(filters.text)
    # Murano's time is that of the packages it sends. One more than is shown tells whether any follow.
    limit = CARDS_PER_PAGE + 1 if uncounted else package_api.LARGEST_PAGE
    answer = _ask(request, filters, words[0] if words else '', limit)
    if answer.next_marker and len(words) > 1:
        # What has all words may lie behind those that have the longest: another word may be rarer.
        other = _ask(request, filters, words[1], limit)
        if not other.next_marker:
            answer = other
    applications.remember(request, answer.packages)
    found = [
        package
        for package in answer.packages
        if search.has_words(package, words) and (package.is_public or not filters.shared)
    ]
    if words:
        # Murano repeats and skips rows when a search is paged: it is asked for all at once, and cut here.
        newest_first = filters.order == 'created'
        found = search.in_order(found, filters.order, descending=newest_first)
        found = search.following(found, filters.after)
    shown = found[:CARDS_PER_PAGE]
    # Only who has seen all packages can count them: not beyond a page, and not those of another category or tag than
    # the chosen ones, which it would be shown together with.
    whole = not answer.next_marker and not filters.after
    next_after = ''
    if len(found) > len(shown):
        next_after = shown[-1].id
    elif answer.next_marker and answer.packages and not words:
        next_after = answer.packages[-1].id
    # What has been counted once is not told as less.
    at_least = package_api.LARGEST_PAGE if uncounted and answer.next_marker and not filters.after else len(found)
    if answer.next_marker and not filters.narrowed and not filters.after and tags_of_large is None:
        tags_of_large = _frequent_tags(found)
        cache.set(_large_key(request), tags_of_large, LARGE_SECONDS)
    return CatalogPage(
        packages=shown,
        remaining=at_least - len(shown),
        next_after=next_after,
        cut=bool(words and answer.next_marker),
        more_unknown=bool(answer.next_marker),
        categories=_category_facets(
            known_categories.read(request) if ask_categories else known_categories.kept(request) or [],
            filters,
            found,
            counted=whole and not filters.categories,
        ),
        tags=_tag_facets(filters, found, tags_of_large or (), counted=whole and not filters.tags),
    )


def _ask(request: HttpRequest, filters: CatalogFilters, word: str, limit: int) -> PackagePage:
    return package_api.search(
        request,
        text=word,
        categories=filters.categories,
        tags=filters.tags,
        owned=filters.mine,
        class_name=filters.provides,
        marker=filters.after or None,
        limit=limit,
        order=filters.api_order,
    )


def _is_uncounted(filters: CatalogFilters, tags_of_large: Sequence[str] | None) -> bool:
    """Whether no more need come than is shown: Murano does all that is asked for, and there are too many to count."""
    left_to_us = filters.text or filters.shared
    return not left_to_us and (bool(filters.after) or (tags_of_large is not None and not filters.narrowed))


def _tags_of_large(request: HttpRequest) -> list[str] | None:
    """The tags to filter by of a catalog that one answer cannot hold; None where it is not known for one."""
    return cache.get(_large_key(request))


def _large_key(request: HttpRequest) -> str:
    return f'murano_panel:large_catalog:{request.user.project_id}'


def _category_facets(
    known: Iterable[Category], filters: CatalogFilters, found: Sequence[Package], *, counted: bool
) -> list[Facet]:
    """Categories that hold anything. Murano's own counts include what other projects hide, so they are not shown."""
    counts = Counter(name for package in found for name in package.categories)
    used = [item.name for item in known if item.package_count]
    names = sorted({*used, *counts, *filters.categories}, key=str.casefold)
    return [Facet(name, counts[name] if counted else None, name in filters.categories) for name in names]


def _frequent_tags(found: Iterable[Package]) -> list[str]:
    """The most frequent first, no more than are shown."""
    counts = Counter(tag for package in found for tag in package.tags)
    return sorted(counts, key=lambda name: (-counts[name], name))[: MAX_TAGS + MAX_CHOICES]


def _tag_facets(
    filters: CatalogFilters, found: Sequence[Package], tags_of_large: Sequence[str], *, counted: bool
) -> list[Facet]:
    """The chosen tags, then the most frequent others: of those found or, on pages of few, of the whole catalog."""
    counts = Counter(tag for package in found for tag in package.tags)
    known = (not filters.narrowed and tags_of_large) or _frequent_tags(found)
    others = [name for name in known if name not in filters.tags]
    return [
        Facet(name, counts[name] if counted else None, name in filters.tags)
        for name in [*filters.tags, *others[:MAX_TAGS]]
    ]
