#!/bin/sh
# nginx itself reads the configuration of production: the Debian package is unpacked, not installed, so no service starts.
set -eu
akar=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

if command -v nginx >/dev/null 2>&1; then
    nginx=nginx
else
    coba=1
    until apt-get download -q nginx >/dev/null 2>&1; do
        [ $coba -lt 3 ] || { echo "nginx tidak bisa diambil dengan apt-get." >&2; exit 1; }
        coba=$((coba + 1))
        if [ "$(id -u)" = 0 ]; then apt-get update -q >/dev/null; fi
        sleep 3
    done
    dpkg -x nginx_*.deb .
    nginx=$folder/usr/sbin/nginx
fi

openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout privkey.pem -out fullchain.pem 2>/dev/null
# What compose gives: the limits, the host name of the web service, the certificates. Debian's nginx is older than "http2 on".
sed -e 's/${ZI_BATAS_UNGGAH_MB}/50/g' -e 's/${ZI_BATAS_ZIP_MB}/500/g' -e 's/web:8000/127.0.0.1:8000/' -e "s#/etc/nginx/tls#$folder#" \
    "$akar/deploy/nginx.conf.template" > situs.conf
"$nginx" -v 2>&1 | grep -qE 'nginx/1\.(2[5-9]|[3-9][0-9])' || sed -i '/http2 on;/d' situs.conf
cat > nginx.conf <<KONF
pid $folder/nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path $folder/badan;
    proxy_temp_path $folder/proksi;
    fastcgi_temp_path $folder/f;
    uwsgi_temp_path $folder/u;
    scgi_temp_path $folder/s;
    include $folder/situs.conf;
}
KONF
"$nginx" -t -q -c "$folder/nginx.conf"
echo "baik   nginx"
