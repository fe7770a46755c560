"""An environment as a file: YAML that people read, compare and keep in git, and that becomes an environment again.

docs/environment-file.md is the format, ``schema.json`` the same for programs. ``writing`` makes the file, ``reading``
checks one, ``building`` makes components of it, ``choices`` says what of the cloud it needs.
"""
