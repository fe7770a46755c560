from django.urls import path

from murano_panel.overview import tray, views

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('login/', views.LoginView.as_view(), name='login'),
    path('tray/', tray.TrayView.as_view(), name='tray'),
    path('live/', views.CardsView.as_view(), name='live'),
]
