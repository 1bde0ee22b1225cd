"""Pages of the central admin about PortalRB."""

from django.urls import path

from zi.lke.portalrb import views

app_name = "portalrb"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("pengusulan/baru/", views.pengusulan_baru, name="pengusulan_baru"),
    path("pengusulan/<int:pk>/", views.pengusulan, name="pengusulan"),
    path("pengusulan/<int:pk>/ubah/", views.pengusulan_ubah, name="pengusulan_ubah"),
    path("unit/<int:pk>/", views.unit, name="unit"),
    path("token/baru/", views.token_baru, name="token_baru"),
    path("token/<int:pk>/", views.token, name="token"),
]
