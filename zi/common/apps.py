"""App configurations."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
