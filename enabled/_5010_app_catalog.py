DASHBOARD = 'app-catalog'
ADD_INSTALLED_APPS = ['murano_panel']
ADD_SCSS_FILES = ['murano_panel/scss/murano_panel.scss']
# In this order they come into Horizon's one file: dom.js makes what all others use, parts come before their page.
ADD_JS_FILES = [
    'murano_panel/js/lib/dom.js',
    'murano_panel/js/lib/dialog.js',
    'murano_panel/js/lib/request.js',
    'murano_panel/js/lib/poller.js',
    'murano_panel/js/lib/copy.js',
    'murano_panel/js/lib/fold.js',
    'murano_panel/js/lib/confirm.js',
    'murano_panel/js/lib/address.js',
    'murano_panel/js/lib/narrow.js',
    'murano_panel/js/lib/menu.js',
    'murano_panel/js/lib/tabs.js',
    'murano_panel/js/pages/catalog.js',
    'murano_panel/js/pages/choose.js',
    'murano_panel/js/pages/deployment-log.js',
    'murano_panel/js/pages/deployment.js',
    'murano_panel/js/pages/drafts.js',
    'murano_panel/js/pages/environment.js',
    'murano_panel/js/pages/environments-rows.js',
    'murano_panel/js/pages/environments-list.js',
    'murano_panel/js/pages/environments-live.js',
    'murano_panel/js/pages/form-messages.js',
    'murano_panel/js/pages/form-picker.js',
    'murano_panel/js/pages/form-sending.js',
    'murano_panel/js/pages/form-typed.js',
    'murano_panel/js/pages/form.js',
    'murano_panel/js/pages/overview.js',
    'murano_panel/js/pages/quota.js',
    'murano_panel/js/pages/requirements.js',
]
