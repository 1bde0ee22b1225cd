"""Addresses of this app."""

from django.urls import path

from zi.akun import views

app_name = "akun"
urlpatterns = [
    path("lupa-kata-sandi/terkirim/", views.lupa_terkirim, name="lupa_terkirim"),
    path("tautan/<str:token>/", views.tautan, name="tautan"),
]
