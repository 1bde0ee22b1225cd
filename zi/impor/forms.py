"""The form that takes a file or a paste."""

from typing import Any

from django import forms

from zi.satker.models import Peran, Satker
from zi.satker.queries import daftar_satker, hak
from zi.ui.forms import FormulirDasar

BATAS_MB = 50
PENGISI = (Peran.Jenis.KETUA_TIM, Peran.Jenis.KOORDINATOR)


class FormImpor(FormulirDasar, forms.Form):
    satker = forms.ModelChoiceField(queryset=Satker.objects.none(), label="Satker", empty_label=None)
    tahun = forms.IntegerField(label="Tahun rencana", min_value=2000, max_value=2100)
    berkas = forms.FileField(label="Berkas Excel (.xlsx) atau Word (.docx)", required=False)
    teks = forms.CharField(
        label="Atau tempel tabel dari Excel atau Word",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-tempel-html": "html"}),
    )
    html = forms.CharField(required=False, max_length=8_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = daftar_satker(user).filter(pk__in=hak(user).satker(*PENGISI))
        self.fields["satker"].queryset = pilihan

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        berkas = data.get("berkas")
        if not berkas and not (data.get("teks") or data.get("html")) and not self.errors:
            raise forms.ValidationError("Pilih berkasnya, atau tempel tabelnya.")
        if berkas and berkas.size > BATAS_MB * 1024 * 1024:
            self.add_error("berkas", f"Berkas ini lebih besar dari {BATAS_MB} MB.")
        return data
