"""Registration with Horizon, one file per panel. Kept free of Django imports."""
