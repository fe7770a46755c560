"""Environments as files: written, and made drafts of.

A file is checked, held against what is here (``planning``, ``offered``) and shown as a change set; until that is
confirmed nothing is changed. What was sent travels sealed in the page (``sealed``): nothing of it stays on the server.
"""
