"""Compares the form engine with what murano-dashboard 16.0.0 made of the same packages.

``python -m tests.conformance CORPUS``: every package folder below CORPUS (``manifest.yaml``, ``UI/*.yaml`` or
``generated_ui.yaml``, ``oracle.json``) goes through the engine with the answers and the cloud of the oracle.
"""
