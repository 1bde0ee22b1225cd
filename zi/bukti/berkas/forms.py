"""The form of what is written about a file."""

from datetime import datetime
from typing import Any

from django import forms

from zi.bukti.berkas.services import MEDAN
from zi.bukti.models import Berkas, JenisBukti
from zi.ui.forms import FormulirDasar


class FormBerkas(FormulirDasar, forms.ModelForm):
    """`diubah` (hidden): when the row was last saved as this form saw it."""

    data: Any

    diubah = forms.CharField(widget=forms.HiddenInput, max_length=40)

    class Meta:
        model = Berkas
        fields = MEDAN

    def __init__(self, data: Any = None, *, objek: Berkas) -> None:
        self.objek = objek
        self.beda: list[tuple[str, str, str]] = []
        salinan = Berkas(**{f.attname: getattr(objek, f.attname) for f in Berkas._meta.concrete_fields})
        super().__init__(data, instance=salinan, initial={"diubah": objek.updated_at.isoformat()})
        for nama in ("tanggal", "berlaku_sampai"):
            self.fields[nama].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["jenis"] = forms.ModelChoiceField(
            JenisBukti.objects.filter(dokumen=True), required=False, label="Jenis", empty_label="Belum dipilih"
        )
        self.fields["tanggal"].help_text = "Tanggal pada dokumennya, bukan tanggal unggah."
        self.fields["judul"].required = False

    def clean_judul(self) -> str:
        """Left empty it stays what it was: nobody has to think of a title."""
        return self.cleaned_data["judul"] or self.objek.judul

    @property
    def kabar(self) -> str:
        """What to say once it is stored."""
        lama = "judul" in self.data and not self.data["judul"].strip()
        return f"Keterangan berkas tersimpan.{' Judulnya kosong, jadi judul lama tetap dipakai.' if lama else ''}"

    def clean_diubah(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["diubah"])
        except ValueError:
            raise forms.ValidationError("Formulir ini rusak. Muat ulang halamannya.") from None

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if isi.get("tanggal") and isi.get("berlaku_sampai") and isi["berlaku_sampai"] < isi["tanggal"]:
            self.add_error("berlaku_sampai", "Berlaku sampai tidak boleh sebelum tanggal dokumen.")
        return isi

    @property
    def nilai(self) -> dict[str, Any]:
        return {nama: self.cleaned_data[nama] for nama in MEDAN}

    @property
    def tertulis(self) -> dict[str, str]:
        """What stands in each field, as a browser wants it."""
        nilai = {nama: self[nama].value() for nama in (*MEDAN, "diubah")}
        return {nama: "" if isi is None else str(isi) for nama, isi in nilai.items()}

    def bandingkan(self, kini: Berkas) -> None:
        """Show what is stored beside what this person wrote; the next save knows it and is a decision."""
        semua = [(str(self.fields[n].label), getattr(kini, n), self.cleaned_data[n]) for n in MEDAN]
        self.beda = [(label, str(a or "(kosong)"), str(b or "(kosong)")) for label, a, b in semua if a != b]
        self.data = self.data.copy()
        self.data["diubah"] = kini.updated_at.isoformat()
