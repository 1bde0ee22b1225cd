"""The pages of allauth that we use, under the names allauth asks for; no sign-up, no management of addresses."""

from allauth.account import views as akun
from allauth.mfa.base import views as dua_langkah
from allauth.mfa.recovery_codes import views as cadangan
from allauth.mfa.totp import views as totp
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from zi.akun import views

urlpatterns = [
    path("masuk/", akun.login, name="account_login"),
    path("keluar/", akun.logout, name="account_logout"),
    path("tidak-aktif/", akun.account_inactive, name="account_inactive"),
    path("daftar/", views.daftar, name="account_signup"),
    path("konfirmasi/", akun.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", akun.password_change, name="account_change_password"),
    path("lupa-kata-sandi/", views.lupa, name="account_reset_password"),
    path(
        "kata-sandi/pertama/",
        RedirectView.as_view(url=reverse_lazy("account_reset_password")),
        name="account_set_password",
    ),
    path("dua-langkah/", dua_langkah.index, name="mfa_index"),
    path("dua-langkah/masuk/", dua_langkah.authenticate, name="mfa_authenticate"),
    path("dua-langkah/konfirmasi/", dua_langkah.reauthenticate, name="mfa_reauthenticate"),
    path("dua-langkah/nyalakan/", totp.activate_totp, name="mfa_activate_totp"),
    path("dua-langkah/matikan/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("dua-langkah/kode-cadangan/", cadangan.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("dua-langkah/kode-cadangan/buat/", cadangan.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("dua-langkah/kode-cadangan/unduh/", views.unduh_kode_cadangan, name="mfa_download_recovery_codes"),
]
