from django.urls import path

from murano_panel.deployments import history_views
from murano_panel.deployments.compare import views as compare_views
from murano_panel.deployments.statistics import views as statistics_views

urlpatterns = [
    path('', history_views.IndexView.as_view(), name='index'),
    path('download/', history_views.FileView.as_view(), name='download'),
    path('rows/', history_views.RowsView.as_view(), name='rows'),
    path('statistics/', statistics_views.IndexView.as_view(), name='statistics'),
    path('statistics/figures/', statistics_views.FiguresView.as_view(), name='figures'),
    path('compare/', compare_views.ChosenView.as_view(), name='chosen'),
]
