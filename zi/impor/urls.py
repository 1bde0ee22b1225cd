"""Addresses of this app."""

from django.urls import path

from zi.impor import views, views_massal
from zi.impor.lke import views as views_lke

app_name = "impor"
urlpatterns = [
    path("", views.unggah, name="unggah"),
    path("<int:pk>/", views.pratinjau, name="pratinjau"),
    path("bukti/", views_massal.bukti, name="bukti"),
    path("bukti/lembar/<int:satker>/<int:tahun>/", views_massal.lembar, name="bukti_lembar"),
    path("bukti/<int:pk>/", views_massal.draf, name="bukti_draf"),
    path("bukti/<int:pk>/ditolak/", views_massal.ditolak, name="bukti_ditolak"),
    path("lke/<int:pk>/", views_lke.unggah, name="lke"),
    path("lke/draf/<int:pk>/", views_lke.draf, name="lke_draf"),
    path("rencana/<int:pk>/", views.ekspor, name="ekspor"),
]
