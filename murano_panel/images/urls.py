from django.urls import path

from murano_panel.images import views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('wanted/', views.WantedView.as_view(), name='wanted'),
    path('<muranoid:image_id>/mark/', views.MarkView.as_view(), name='mark'),
    path('<muranoid:image_id>/unmark/', views.UnmarkView.as_view(), name='unmark'),
]
