from django.urls import path

from murano_panel.blueprints import composing, dialogs, saving, views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

ONE = '<muranoid:blueprint_id>'
COMPONENT = f'{ONE}/components/<muranoid:component_id>'

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('save/<muranoid:environment_id>/', saving.SaveView.as_view(), name='save'),
    path(f'{ONE}/', views.DetailView.as_view(), name='detail'),
    path(f'{ONE}/edit/', dialogs.EditView.as_view(), name='edit'),
    path(f'{ONE}/clone/', dialogs.CloneView.as_view(), name='clone'),
    path(f'{ONE}/delete/', dialogs.DeleteView.as_view(), name='delete'),
    path(f'{ONE}/add/<muranoid:package_id>/', composing.AddView.as_view(), name='add'),
    path(f'{ONE}/add/<muranoid:package_id>/validate/', composing.AddStepView.as_view(), name='add_validate'),
    path(f'{COMPONENT}/edit/', composing.ComponentView.as_view(), name='component'),
    path(f'{COMPONENT}/edit/validate/', composing.ComponentStepView.as_view(), name='component_validate'),
    path(f'{COMPONENT}/duplicate/', dialogs.DuplicateView.as_view(), name='duplicate'),
    path(f'{COMPONENT}/remove/', dialogs.RemoveView.as_view(), name='remove'),
]
