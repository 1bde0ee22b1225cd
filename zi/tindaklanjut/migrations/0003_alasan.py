from django.db import migrations, models
from django.db.models import Q

NAMA = "tindak_lanjut_batal_beralasan"


class Migration(migrations.Migration):
    dependencies = [("tindaklanjut", "0002_alur")]

    operations = [
        migrations.RemoveConstraint(model_name="tindaklanjut", name=NAMA),
        migrations.RenameField(model_name="tindaklanjut", old_name="catatan", new_name="alasan"),
        migrations.AlterField(
            model_name="tindaklanjut",
            name="alasan",
            field=models.TextField(
                blank=True, help_text="Mengapa dikembalikan, dibatalkan, atau dibuka lagi.", verbose_name="alasan"
            ),
        ),
        migrations.AddConstraint(
            model_name="tindaklanjut",
            constraint=models.CheckConstraint(name=NAMA, condition=~Q(status="batal") | ~Q(alasan="")),
        ),
    ]
