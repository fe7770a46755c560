PANEL = 'operations'
PANEL_DASHBOARD = 'app-catalog'
PANEL_GROUP = 'default'
ADD_PANEL = 'murano_panel.operations.panel.Operations'
