PANEL = 'images'
PANEL_DASHBOARD = 'app-catalog'
PANEL_GROUP = 'default'
ADD_PANEL = 'murano_panel.images.panel.Images'
