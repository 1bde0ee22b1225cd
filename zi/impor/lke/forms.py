"""The form that takes a workbook of the LKE."""

from typing import Any

from django import forms

from zi.impor.lke.lembar import BATAS
from zi.ui.forms import FormulirDasar

BATAS_MB = BATAS.byte_berkas // 1_000_000


class FormImporLke(FormulirDasar, forms.Form):
    berkas = forms.FileField(
        label="Buku kerja Excel (.xlsx)",
        max_length=255,
        help_text=f"Lembar “LKE ZI” dari Lampiran III atau “Jawaban” dari PortalRB, paling besar {BATAS_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
    )
    bukti_ke_catatan = forms.BooleanField(
        label="Tambahkan isi kolom bukti ke catatan",
        required=False,
        help_text="Tanpa centang, kolom bukti hanya ditampilkan; buktinya dicatat di register bukti.",
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > BATAS_MB * 1_000_000:
            raise forms.ValidationError(f"Berkas ini lebih besar dari {BATAS_MB} MB.")
        return berkas
