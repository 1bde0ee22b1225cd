#!/bin/sh
# A Chromium for the browser tests: the system's, else Playwright's own build.
set -eu
if command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
    exit 0
fi
ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium*/ >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
    exec "${ZI_VENV:-.venv}/bin/playwright" install --with-deps chromium
fi
echo "Chromium belum ada. Jalankan baris ini sekali, lalu ulangi perintah tadi:" >&2
echo "  ${ZI_VENV:-.venv}/bin/playwright install --with-deps chromium" >&2
exit 1
