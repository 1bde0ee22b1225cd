"""Forms of the account; those of allauth with our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as FormUlangDasar
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as FormUlangKodeDasar
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from zi.akun.queries import rapikan_nama_masuk
from zi.ui.forms import FormulirDasar

SYARAT_SANDI = "Sekurangnya 10 huruf atau angka, tidak hanya angka, dan tidak mirip nama, surel, atau NIP Anda."


def _label(form: Any, label: dict[str, str]) -> None:
    """Our label for each field, without allauth's placeholders and help."""
    for nama, teks in label.items():
        form.fields[nama].label = teks
        form.fields[nama].help_text = ""
        form.fields[nama].widget.attrs.pop("placeholder", None)


class FormMasuk(FormulirDasar, LoginForm):
    """One field for e-mail or NIP/NRP."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, {"login": "Surel atau NIP/NRP", "password": "Kata sandi"})
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")

    def clean_login(self) -> str:
        return rapikan_nama_masuk(self.cleaned_data["login"])

    def user_credentials(self) -> dict[str, str]:
        """Exactly one way to look the account up, so that every failure costs exactly one password hash."""
        masuk = self.cleaned_data["login"]
        return {"email" if "@" in masuk else "username": masuk, "password": self.cleaned_data["password"]}


class FormGantiSandi(FormulirDasar, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(
            self,
            {
                "oldpassword": "Kata sandi sekarang",
                "password1": "Kata sandi baru",
                "password2": "Ulangi kata sandi baru",
            },
        )
        self.fields["password1"].help_text = SYARAT_SANDI


class FormUlangSandi(FormulirDasar, FormUlangDasar):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, {"password": "Kata sandi"})


class KodeMixin:
    """The field of a code of the second step."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, {"code": "Kode"})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FormKode(KodeMixin, FormulirDasar, AuthenticateForm):
    pass


class FormUlangKode(KodeMixin, FormulirDasar, FormUlangKodeDasar):
    pass


class FormNyalakan(KodeMixin, FormulirDasar, ActivateTOTPForm):
    pass


class FormMatikan(FormulirDasar, DeactivateTOTPForm):
    pass


class FormKodeCadangan(FormulirDasar, GenerateRecoveryCodesForm):
    pass


class FormLupa(FormulirDasar, forms.Form):
    masuk = forms.CharField(label="Surel atau NIP/NRP", max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["masuk"].widget.attrs.update(autocomplete="username", autocapitalize="none")


class FormSandi(FormulirDasar, forms.Form):
    """The password by a one-time link."""

    sandi = forms.CharField(label="Kata sandi baru", strip=False, help_text=SYARAT_SANDI, widget=forms.PasswordInput)
    ulangi = forms.CharField(label="Ulangi kata sandi baru", strip=False, widget=forms.PasswordInput)

    def __init__(self, pengguna: Any, *args: Any, **kwargs: Any) -> None:
        self.pengguna = pengguna
        super().__init__(*args, **kwargs)
        for nama in ("sandi", "ulangi"):
            self.fields[nama].widget.attrs["autocomplete"] = "new-password"

    def clean_sandi(self) -> str:
        validate_password(self.cleaned_data["sandi"], self.pengguna)
        return self.cleaned_data["sandi"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if "sandi" in isi and isi.get("ulangi") and isi["sandi"] != isi["ulangi"]:
            self.add_error("ulangi", "Kedua kata sandi tidak sama.")
        return isi
