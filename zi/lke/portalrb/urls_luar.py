"""Addresses for others, without a login: the API of PortalRB and the evidence pages behind an unguessable address."""

from django.urls import path, re_path

from zi.lke.portalrb import views_api, views_bukti

app_name = "portalrb_luar"
urlpatterns = [
    path("api/portalrb/v1/pengusulan/unit-wbk", views_api.unit_wbk, name="unit_wbk"),
    path("api/portalrb/v1/pengusulan/unit-wbbm", views_api.unit_wbbm, name="unit_wbbm"),
    path("api/portalrb/v1/lke/jawaban-unit/<str:unit_id>", views_api.jawaban_unit, name="jawaban_unit"),
    re_path(r"^api/portalrb/v1/(?P<jalur>.*)$", views_api.tidak_ada),
    path("bukti-dukung/<slug:token>/", views_bukti.bukti, name="bukti"),
    path("bukti-dukung/<slug:token>/berkas/<int:pk>/", views_bukti.berkas, name="berkas"),
]
