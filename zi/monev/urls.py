"""Addresses of this app."""

from django.urls import path

from zi.monev import views, views_hadir, views_isi, views_tutup

app_name = "monev"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("baru/", views.baru, name="baru"),
    path("hadir/<slug:token>/", views_hadir.isi_hadir, name="isi_hadir"),
    path("foto/<int:pk>/", views_isi.gambar, name="gambar"),
    path("<int:pk>/", views.rapat, name="rapat"),
    path("<int:pk>/ubah/", views.ubah, name="ubah"),
    path("<int:pk>/langkah/<str:aksi>/", views.langkah, name="langkah"),
    path("<int:pk>/agenda/", views_isi.agenda, name="agenda"),
    path("<int:pk>/notula/", views_isi.notula, name="notula"),
    path("<int:pk>/peserta/", views_isi.peserta, name="peserta"),
    path("<int:pk>/foto/", views_isi.foto, name="foto"),
    path("<int:pk>/kaitan/", views_isi.kaitan, name="kaitan"),
    path("<int:pk>/hadir/", views_hadir.hadir, name="hadir"),
    path("<int:pk>/tutup/", views_tutup.tutup, name="tutup"),
    path("<int:pk>/surat/<str:jenis>/", views_tutup.surat, name="surat"),
]
