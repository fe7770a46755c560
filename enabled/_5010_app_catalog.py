DASHBOARD = 'app-catalog'
ADD_INSTALLED_APPS = ['murano_panel']
# No ADD_SCSS_FILES, no ADD_JS_FILES: those are loaded with every page of Horizon. Ours stand in our own base.html.
