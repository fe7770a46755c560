"""Logos come from package authors: only small raster images count as such, as what their first bytes say they are."""

# Murano takes no larger ones.
LARGEST_LOGO = 500 * 1024
_TYPES = (
    (b'\x89PNG\r\n\x1a\n', 'image/png'),
    (b'\xff\xd8\xff', 'image/jpeg'),
    (b'GIF87a', 'image/gif'),
    (b'GIF89a', 'image/gif'),
)


def image_type(content: bytes) -> str | None:
    """The MIME type of a PNG, JPEG or GIF, None for all else."""
    return next((kind for start, kind in _TYPES if content.startswith(start)), None)
