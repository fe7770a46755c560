"""The page that says what would fail for users, package by package.

``survey`` reads what it takes, some at a time; ``listing`` makes rows of what is known by then.
"""
