"""Addresses of this app."""

from django.urls import path

from zi.impor import views

app_name = "impor"
urlpatterns = [
    path("", views.unggah, name="unggah"),
    path("<int:pk>/", views.pratinjau, name="pratinjau"),
    path("rencana/<int:pk>/", views.ekspor, name="ekspor"),
]
