from django.urls import path

from murano_panel.overview import views

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('login/', views.LoginView.as_view(), name='login'),
    path('live/', views.CardsView.as_view(), name='live'),
]
