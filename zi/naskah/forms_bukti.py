"""Forms of the evidence that is asked for an area as a whole."""

from typing import Any

from django import forms

from zi.bukti.forms_syarat import FormSyarat
from zi.bukti.resep.forms import FormPilihResep
from zi.rencana.forms import teks_panjang
from zi.rencana.label import Butir, daftar
from zi.ui.forms import FormulirDasar


class FormBuktiAreaBaru(FormulirDasar, FormPilihResep):
    """Words, a recipe, or both."""

    teks = teks_panjang("Bukti fisik", 4, required=False, help_text="Satu baris satu bukti, misalnya “SK Tim Kerja”.")
    field_order = ("teks", "resep")

    def clean_teks(self) -> list[Butir]:
        return daftar(self.cleaned_data["teks"])

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if not self.errors and not isi["teks"] and not isi["resep"]:
            raise forms.ValidationError("Tulis bukti yang diminta, atau pilih resep.")
        return isi


class FormBuktiArea(FormulirDasar, FormSyarat):
    DENGAN_PILIHAN = False
