"""Measurements beside something known, never part of the tests."""
