"""How a person wants to be reminded."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zi.notifikasi.models import PilihanPengingat
from zi.notifikasi.queries import calon_pengganti
from zi.ui.forms import FormulirDasar, medan_tanggal

PALING_LAMA = timedelta(days=366)


class FormPilihan(FormulirDasar, forms.ModelForm):
    surel = forms.BooleanField(
        label="Kirim pengingat lewat surel",
        required=False,
        help_text="Sekali sehari, hanya bila ada yang perlu dikerjakan. Pengingat di aplikasi selalu ada.",
    )
    tenang_mulai = medan_tanggal("Jangan kirim surel mulai", required=False)
    tenang_sampai = medan_tanggal("Sampai", required=False)

    class Meta:
        model = PilihanPengingat
        fields = ["surel", "tenang_mulai", "tenang_sampai", "pengganti"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orang: Any = self.fields["pengganti"]
        orang.queryset, orang.empty_label = calon_pengganti(self.instance.pengguna), "Tidak ada"
        orang.help_text = "Menerima pengingat Anda selama hari-hari itu, misalnya waktu cuti."
        self.fields["tenang_sampai"].help_text = "Sampai dan dengan hari ini. Kosongkan keduanya bila tidak perlu."

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        mulai, sampai = isi.get("tenang_mulai"), isi.get("tenang_sampai")
        if self.errors:
            return isi
        if (mulai is None) != (sampai is None):
            self.add_error("tenang_sampai" if mulai else "tenang_mulai", "Isi kedua tanggal, atau kosongkan keduanya.")
        elif mulai and sampai and sampai < mulai:
            self.add_error("tenang_sampai", "Tanggal sampai mendahului tanggal mulai.")
        elif mulai and sampai and sampai - mulai > PALING_LAMA:
            self.add_error("tenang_sampai", "Paling lama satu tahun.")
        elif sampai and "tenang_sampai" in self.changed_data and sampai < timezone.localdate():
            self.add_error("tenang_sampai", "Hari-hari itu sudah lewat. Pilih hari ini atau sesudahnya.")
        elif isi.get("pengganti") and not mulai:
            self.add_error("tenang_mulai", "Isi juga mulai kapan pengganti menerima pengingat Anda.")
        return isi
