"""Blueprints, Murano's environment templates: saved compositions that environments begin with."""
