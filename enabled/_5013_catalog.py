PANEL = 'catalog'
PANEL_DASHBOARD = 'app-catalog'
ADD_PANEL = 'murano_panel.catalog.panel.Catalog'
