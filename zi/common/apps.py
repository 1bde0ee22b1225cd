"""App configurations."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import post_migrate, pre_migrate


class Umum(AppConfig):
    name = "zi.common"
    default = True

    def ready(self) -> None:
        from zi.common.beku import lepas, pasang

        pre_migrate.connect(lepas, dispatch_uid="zi.common.beku.lepas")
        post_migrate.connect(pasang, dispatch_uid="zi.common.beku")


class BerkasStatis(StaticFilesConfig):
    """Of Bootstrap's many builds only the full minified one is served; the others cost 30 s of compression."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-*.css*",
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.esm*",
        "bootstrap.bundle.js*",
        "__pycache__",
        "*.py",
    ]
