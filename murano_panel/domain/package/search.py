"""Which packages a search finds: Murano finds any of several words, in ids and forms as well."""

from collections.abc import Iterable, Sequence

from murano_panel.domain.records import Package


def words_of(text: str) -> list[str]:
    """The words of a search, the longest first: it finds the fewest."""
    return sorted(text.casefold().replace(',', ' ').replace(';', ' ').split(), key=len, reverse=True)


def has_words(package: Package, words: Iterable[str]) -> bool:
    """Whether each word stands in what users see of the package: more words must find less."""
    text = ' '.join(
        (
            package.name,
            package.fqn,
            package.description,
            package.author,
            *package.tags,
            *package.categories,
            *package.class_names,
        )
    ).casefold()
    return all(word in text for word in words)


def in_order(found: Iterable[Package], order: str, *, descending: bool = False) -> list[Package]:
    """By ``name``, ``fqn`` or ``created``; as they came, the best matches first, for any other."""
    keys = {
        'name': lambda package: package.name.casefold(),
        'fqn': lambda package: package.fqn.casefold(),
        'created': lambda package: package.created,
    }
    return sorted(found, key=keys[order], reverse=descending) if order in keys else list(found)


def following(found: Sequence[Package], package_id: str) -> list[Package]:
    """Those after the package with this id; all, where it is not among them."""
    ids = [package.id for package in found]
    return list(found[ids.index(package_id) + 1 :] if package_id in ids else found)
