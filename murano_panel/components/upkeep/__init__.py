"""What keeps a catalog in order: what each package is worth, what it needs, and what needs it.

Murano tells none of that. ``roster`` has all packages that a user looks after, ``sheets`` what stands in their
archives, ``used`` who depends on them; ``health`` puts these together. Each is read some at a time, and kept in the
cache.
"""
