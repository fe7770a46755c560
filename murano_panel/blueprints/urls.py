from django.urls import path

from murano_panel.blueprints import dialogs, saving, views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

ONE = '<muranoid:blueprint_id>'

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('save/<muranoid:environment_id>/', saving.SaveView.as_view(), name='save'),
    path(f'{ONE}/', views.DetailView.as_view(), name='detail'),
    path(f'{ONE}/edit/', dialogs.EditView.as_view(), name='edit'),
    path(f'{ONE}/clone/', dialogs.CloneView.as_view(), name='clone'),
    path(f'{ONE}/delete/', dialogs.DeleteView.as_view(), name='delete'),
    path(f'{ONE}/components/<muranoid:component_id>/remove/', dialogs.RemoveView.as_view(), name='remove'),
]
