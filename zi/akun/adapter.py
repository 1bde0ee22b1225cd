"""How allauth behaves here: sign-up is closed, every sentence is Indonesian."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

SALAH = "Surel/NIP atau kata sandi salah. Periksa lagi keduanya."
TERLALU_SERING = "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."


class AdapterAkun(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini tidak aktif. Hubungi admin satker Anda.",
        "email_password_mismatch": SALAH,
        "username_password_mismatch": SALAH,
        "invalid_login": SALAH,
        "enter_current_password": "Kata sandi sekarang salah.",
        "incorrect_password": "Kata sandi salah.",
        "incorrect_code": "Kode salah.",
        "too_many_login_attempts": TERLALU_SERING,
        "rate_limited": TERLALU_SERING,
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: Any = None) -> None:
        """No mail inside a request; what must be mailed goes through the job table."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        kata = {"reauthenticate": "Pakai kata sandi", "mfa_reauthenticate": "Pakai kode autentikator"}
        return [{**cara, "description": kata[cara["id"]]} for cara in super().get_reauthentication_methods(user)]


class AdapterDuaLangkah(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Masuk dua langkah tidak bisa dimatikan.",
        "cannot_generate_recovery_codes": "Nyalakan dulu masuk dua langkah, baru buat kode cadangan.",
        "incorrect_code": "Kode salah. Pakai kode yang sedang tampil di aplikasi.",
    }
