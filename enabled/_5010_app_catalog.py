DASHBOARD = 'app-catalog'
ADD_INSTALLED_APPS = ['murano_panel']
ADD_SCSS_FILES = ['murano_panel/scss/murano_panel.scss']
ADD_JS_FILES = [
    'murano_panel/js/address.js',
    'murano_panel/js/catalog.js',
    'murano_panel/js/confirm.js',
    'murano_panel/js/copy.js',
    'murano_panel/js/deployment.js',
    'murano_panel/js/deployment_log.js',
    'murano_panel/js/drafts.js',
    'murano_panel/js/environment-page.js',
    'murano_panel/js/environments-filter.js',
    'murano_panel/js/environments-live.js',
    'murano_panel/js/form-page-messages.js',
    'murano_panel/js/form-page-picker.js',
    'murano_panel/js/form-page-typed.js',
    'murano_panel/js/form-page.js',
    'murano_panel/js/overview.js',
    'murano_panel/js/poller.js',
    'murano_panel/js/quota.js',
]
