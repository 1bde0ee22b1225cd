"""What a visitor may ask: a SHA-256, or a file of which the server computes it."""

from django import forms

SIDIK_SALAH = "Sidik SHA-256 terdiri atas 64 angka dan huruf a sampai f. Pilih berkasnya lagi."
PILIH = "Pilih dulu berkas PDF-nya."


class FormSidik(forms.Form):
    sha256 = forms.RegexField(r"^[0-9a-fA-F]{64}\Z", error_messages={"required": SIDIK_SALAH, "invalid": SIDIK_SALAH})

    def clean_sha256(self) -> str:
        return str(self.cleaned_data["sha256"]).lower()


class FormBerkas(forms.Form):
    berkas = forms.FileField(
        label="Berkas PDF",
        error_messages={"required": PILIH, "missing": PILIH, "empty": "Berkas itu kosong (0 bita). " + PILIH},
        widget=forms.FileInput(attrs={"class": "form-control", "accept": "application/pdf,.pdf"}),
    )
