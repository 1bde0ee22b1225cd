#!/usr/bin/env python
"""Django's command line for zi."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as galat:
        if os.environ.get("ZI_DEBUG"):
            raise
        sys.exit(f"Pengaturan salah. {galat}")


if __name__ == "__main__":
    main()
