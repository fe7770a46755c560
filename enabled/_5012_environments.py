PANEL = 'environments'
PANEL_DASHBOARD = 'app-catalog'
ADD_PANEL = 'murano_panel.environments.panel.Environments'
