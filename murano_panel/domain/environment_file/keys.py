"""The words of the format."""

# Files of version 1 say nothing of networks, region and metadata.
FORMAT, VERSION = 'murano-environment', 2

# What stands in the mapping of an object beside its properties, and in place of a value.
CLASS, PACKAGE, OBJECT_VERSION, NAME = '$class', '$package', '$version', '$name'
METADATA, FORM = '$metadata', '$form'
REFERENCE, SECRET = '$ref', '$secret'
# What neither Murano nor a class knows: what other tools and forms keep with an object.
KEPT = (METADATA, FORM)
OF_OBJECTS = (CLASS, PACKAGE, OBJECT_VERSION, NAME, *KEPT)
# What kind of value a secret is.
TEXT, NUMBER = 'text', 'number'

# Begin the keys that mean something here, or in Murano's models; one more "$" before makes any key a plain one.
SIGNS = ('$', '?')


def escaped(key: str) -> str:
    """A key of a model as the file has it."""
    return f'${key}' if key.startswith(SIGNS) else key


def unescaped(key: str) -> str:
    """The reverse."""
    return key.removeprefix('$')
