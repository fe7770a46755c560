from django.urls import path

from murano_panel.deployments import history_views

urlpatterns = [
    path('', history_views.IndexView.as_view(), name='index'),
    path('download/', history_views.FileView.as_view(), name='download'),
    path('rows/', history_views.RowsView.as_view(), name='rows'),
]
