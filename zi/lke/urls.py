"""Addresses of this app."""

from django.urls import path

from zi.lke import views

app_name = "lke"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("<int:pk>/", views.putaran, name="putaran"),
    path("<int:pk>/masa/", views.masa, name="masa"),
    path("<int:pk>/langkah/<str:aksi>/", views.langkah, name="langkah"),
    path("<int:pk>/jawab/<int:tanya>/", views.jawab, name="jawab"),
]
