"""The tables of packages, their health, the import and the catalog among few packages of a project and among many.

Growth must be flat. Of many packages a part is checked: what the page of their health reads within some minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.cloud import Account, Cloud
from benchmarks.scenes import Scene, copy_packages

CATALOG, TABLE = '/app-catalog/catalog/', '/app-catalog/packages/'
HEALTH = f'{TABLE}health/'
# Of the catalog's page, whose last card is where it goes on.
CARDS = 24
FEW, MANY = (20,), (20, 2000)


def scenes(cloud: Cloud, sizes: tuple[int, ...]) -> Iterator[Scene]:
    for size in sizes:
        yield from _of_project(cloud.account(f'many-packages-{size}'), size)


def _of_project(owner: Account, size: int) -> Iterator[Scene]:
    copy_packages(owner, size)
    browser = owner.browser()
    listed = owner.call('GET', f'/catalog/packages?catalog=true&type=Application&limit={CARDS}')['packages']
    last = listed[min(len(listed), CARDS) - 1]['id']
    for what, path in (
        ('table', TABLE),
        ('table, search', f'{TABLE}?q=Package+1'),
        ('table, category', f'{TABLE}?category=Web'),
        ('table, disabled', f'{TABLE}?state=disabled'),
        ('table, next page', f'{TABLE}?after={last}'),
        ('catalog', CATALOG),
        ('catalog, search', f'{CATALOG}?q=Package+1'),
        ('catalog, category', f'{CATALOG}?category=Web'),
        ('catalog, load more', f'{CATALOG}?after={last}'),
        ('import', f'{TABLE}import/'),
        ('application', f'{CATALOG}{last}/'),
    ):
        yield Scene(f'{what}, {size} packages', browser, path)
    for what, path in (('health', HEALTH), ('health, one finding', f'{HEALTH}?finding=unchecked')):
        yield Scene(f'{what}, {size} packages', browser, path, rest=f'{HEALTH}?on')
