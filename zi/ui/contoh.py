"""What the gallery shows."""

from django import forms
from django.conf import settings

from zi.ui.forms import FormulirDasar


class FormulirContoh(FormulirDasar, forms.Form):
    """One field of each kind."""

    nama = forms.CharField(label="Nama kegiatan", max_length=80, help_text="Tulis seperti pada rencana kerja.")
    surel = forms.EmailField(label="Surel")
    tanggal = forms.DateField(label="Tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    area = forms.ChoiceField(label="Area", choices=[("MP", "Manajemen Perubahan"), ("TL", "Penataan Tata Laksana")])
    jenis = forms.MultipleChoiceField(
        label="Jenis bukti",
        required=False,
        choices=[("undangan", "Undangan"), ("hadir", "Daftar hadir"), ("notula", "Notula")],
        widget=forms.CheckboxSelectMultiple,
    )
    berkas = forms.FileField(label="Berkas", required=False)
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    setuju = forms.BooleanField(label="Saya sudah memeriksa isinya", required=False)


def ikon_semua() -> list[str]:
    return sorted(p.stem for p in (settings.BASE_DIR / "templates" / "icons").glob("*.svg"))
