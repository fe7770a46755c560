from django.urls import path

from murano_panel.categories import views
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('create/', views.CreateView.as_view(), name='create'),
    path('<muranoid:category_id>/delete/', views.DeleteView.as_view(), name='delete'),
]
