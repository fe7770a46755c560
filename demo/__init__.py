"""A real Keystone, Murano and Horizon on one machine, from PyPI: ``python3 -m demo`` (see README.md beside this file).

Everything here runs on any Python from 3.9 on and needs the standard library only: it is what installs the rest.
"""
