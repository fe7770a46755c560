from django.urls import path

from murano_panel.catalog import check as check_views
from murano_panel.catalog import choose as choose_views
from murano_panel.catalog import views
from murano_panel.components import views as form_views
from murano_panel.components.edit import views as edit_views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('targets/', choose_views.TargetsView.as_view(), name='targets'),
    path('<muranoid:package_id>/', views.DetailView.as_view(), name='detail'),
    path('<muranoid:package_id>/logo/', views.LogoView.as_view(), name='logo'),
    path('<muranoid:package_id>/supplier-logo/', views.SupplierLogoView.as_view(), name='supplier_logo'),
    path('<muranoid:package_id>/check/', check_views.CheckView.as_view(), name='check'),
    path('<muranoid:package_id>/add/', choose_views.ChooseView.as_view(), name='add'),
    path('edit/<muranoid:environment_id>/<muranoid:component_id>/', edit_views.EditView.as_view(), name='edit'),
    path(
        'edit/<muranoid:environment_id>/<muranoid:component_id>/validate/',
        edit_views.EditStepView.as_view(),
        name='edit_validate',
    ),
    path('<muranoid:package_id>/add/<muranoid:environment_id>/', form_views.FormView.as_view(), name='add_to'),
    path(
        '<muranoid:package_id>/add/<muranoid:environment_id>/validate/', form_views.StepView.as_view(), name='validate'
    ),
]
