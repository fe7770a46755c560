from django.urls import path

from murano_panel.packages import dialogs, selected, views
from murano_panel.packages.health import views as health
from murano_panel.packages.imports import views as imports
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

ONE = '<muranoid:package_id>'

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('versions/', views.VersionsView.as_view(), name='versions'),
    path('health/', health.IndexView.as_view(), name='health'),
    path('health/on/', health.ReadOnView.as_view(), name='health_on'),
    path('import/', imports.ImportView.as_view(), name='import'),
    path('import/check/', imports.CheckView.as_view(), name='import_check'),
    path('import/run/', imports.RunView.as_view(), name='import_run'),
    path('selected/', selected.SelectedView.as_view(), name='selected'),
    path(f'{ONE}/download/', views.DownloadView.as_view(), name='download'),
    path(f'{ONE}/edit/', dialogs.EditView.as_view(), name='edit'),
    path(f'{ONE}/enable/', dialogs.EnableView.as_view(), name='enable'),
    path(f'{ONE}/disable/', dialogs.DisableView.as_view(), name='disable'),
    path(f'{ONE}/share/', dialogs.ShareView.as_view(), name='share'),
    path(f'{ONE}/unshare/', dialogs.UnshareView.as_view(), name='unshare'),
    path(f'{ONE}/replace/', dialogs.ReplaceView.as_view(), name='replace'),
    path(f'{ONE}/delete/', dialogs.DeleteView.as_view(), name='delete'),
]
