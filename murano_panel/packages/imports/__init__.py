"""Packages come into the catalog: offered, examined, planned, confirmed, done.

Nothing of it stays on the server between two requests. ``files`` and ``gathering`` say what was offered, ``examining``
what it is worth, ``looking`` what is here already; ``domain/package/plan.py`` makes a plan of that. What was planned
travels sealed in the page (``sealed``), the files stay in the browser and come again; ``doing`` holds them against it.
"""
