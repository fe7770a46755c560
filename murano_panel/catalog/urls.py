from django.urls import path

from murano_panel.actions.static import StaticView
from murano_panel.authors.starter import StarterView
from murano_panel.authors.views import FormPreviewView
from murano_panel.catalog.check import CheckView
from murano_panel.catalog.choose import ChooseView, TargetsView
from murano_panel.catalog.commands import CommandsView
from murano_panel.catalog.connections import ConnectionsView
from murano_panel.catalog.views import DetailView, IndexView, LogoView, SupplierLogoView
from murano_panel.components.views import EditStepView, EditView, FormView, StartStepView, StartView, StepView
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

urlpatterns = [
    path('', IndexView.as_view(), name='index'),
    path('targets/', TargetsView.as_view(), name='targets'),
    path('starter/', StarterView.as_view(), name='starter'),
    path('try-form/', FormPreviewView.as_view(), name='try_form'),
    path('<muranoid:package_id>/', DetailView.as_view(), name='detail'),
    path('<muranoid:package_id>/logo/', LogoView.as_view(), name='logo'),
    path('<muranoid:package_id>/supplier-logo/', SupplierLogoView.as_view(), name='supplier_logo'),
    path('<muranoid:package_id>/check/', CheckView.as_view(), name='check'),
    path('<muranoid:package_id>/commands/', CommandsView.as_view(), name='commands'),
    path(
        '<muranoid:package_id>/actions/<muranoclass:class_name>/<muranomethod:method>/',
        StaticView.as_view(),
        name='action',
    ),
    path('<muranoid:package_id>/connections/', ConnectionsView.as_view(), name='connections'),
    path('<muranoid:package_id>/add/', ChooseView.as_view(), name='add'),
    path('<muranoid:package_id>/start/', StartView.as_view(), name='start'),
    path('<muranoid:package_id>/start/validate/', StartStepView.as_view(), name='start_validate'),
    path('edit/<muranoid:environment_id>/<muranoid:component_id>/', EditView.as_view(), name='edit'),
    path(
        'edit/<muranoid:environment_id>/<muranoid:component_id>/validate/',
        EditStepView.as_view(),
        name='edit_validate',
    ),
    path('<muranoid:package_id>/add/<muranoid:environment_id>/', FormView.as_view(), name='add_to'),
    path('<muranoid:package_id>/add/<muranoid:environment_id>/validate/', StepView.as_view(), name='validate'),
]
