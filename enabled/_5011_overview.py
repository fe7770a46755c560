PANEL = 'overview'
PANEL_DASHBOARD = 'app-catalog'
ADD_PANEL = 'murano_panel.overview.panel.Overview'
