#!/bin/sh
# Print the command of a Python that will do: 3.11 or newer, with venv. PYTHON chooses one.
set -eu
for p in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$p"
        exit 0
    fi
done
echo "Perlu Python 3.11 atau lebih baru, dengan modul venv." >&2
exit 1
