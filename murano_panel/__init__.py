"""The application catalog of OpenStack Murano as a Horizon dashboard.

Kept free of Django imports: Horizon imports it while its settings load.
"""
