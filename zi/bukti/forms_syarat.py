"""The form of one requirement: its words and its kinds."""

from typing import Any

from django import forms

from zi.bukti.models import SyaratBukti
from zi.common.formulir import FormBerversi
from zi.rencana.forms import teks_panjang


class FormSyarat(FormBerversi):
    DENGAN_PILIHAN = True
    PENANDA = ("urutan",)
    label = forms.CharField(label="Label", max_length=20, required=False)
    teks = teks_panjang("Bukti fisik")
    jenis = forms.MultipleChoiceField(label="Jenis", required=False, widget=forms.CheckboxSelectMultiple)
    per_kejadian = forms.BooleanField(label="Diminta pada setiap kejadian jadwal", required=False)

    def __init__(self, data: Any = None, *, jenis: list[tuple[str, str]], objek: SyaratBukti, **lain: Any) -> None:
        super().__init__(data, objek=objek, **lain)
        dikenal = {kode for kode, _ in jenis}
        self.fields["jenis"].choices = [*jenis, *((k, k) for k in objek.jenis if k not in dikenal)]

    @property
    def jenis_kata(self) -> str:
        return ", ".join(n for k, n in self.fields["jenis"].choices if k in self.objek.jenis)
