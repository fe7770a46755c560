from django.urls import path

from murano_panel.operations import views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('news/', views.NewsView.as_view(), name='news'),
    path('statistics/', views.StatisticsView.as_view(), name='statistics'),
    # Not called environment_id: what has that is found for its own project alone.
    path('<muranoid:foreign_id>/abandon/', views.AbandonView.as_view(), name='abandon'),
]
