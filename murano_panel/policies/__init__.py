"""Who may do what in Horizon, by default. Kept free of Django imports: Horizon imports it while its settings load."""
