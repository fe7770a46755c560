PANEL = 'deployments'
PANEL_DASHBOARD = 'app-catalog'
ADD_PANEL = 'murano_panel.deployments.panel.Deployments'
