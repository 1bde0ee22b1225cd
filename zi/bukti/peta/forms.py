"""The form of a requirement that is filed under a question."""

from typing import Any

from django import forms

from zi.bukti.models import JenisBukti, SyaratBukti
from zi.common.formulir import FormBerversi
from zi.ui.forms import FormulirDasar


class FormSyaratTanya(FormulirDasar, FormBerversi):
    teks = forms.CharField(label="Nama bukti", max_length=500)
    jenis = forms.MultipleChoiceField(
        label="Jenis",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan centangnya kalau tidak ada yang cocok.",
    )

    def __init__(self, data: Any = None, *, objek: SyaratBukti) -> None:
        super().__init__(data, objek=objek)
        self.fields["jenis"].choices = list(JenisBukti.objects.values_list("kode", "nama"))
