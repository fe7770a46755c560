"""The rest of a small cloud beside Keystone and Murano: `python3 -m demo --cloud full` (see docs/full-cloud.md)."""
