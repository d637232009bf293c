#!/usr/bin/env bash
# Prints the configuration files on disk, each behind "# configuration file <path>:".
# Needs find, cat.
# Runs on Linux with GNU find.
# Takes CONF: the main configuration file; empty for /etc/nginx/nginx.conf.

conf=${CONF:-/etc/nginx/nginx.conf}
printf '# configuration file %s:\n' "$conf"
cat -- "$conf" || exit
folder=$(dirname -- "$conf")
case "$folder" in /|/etc|/usr|/var|/opt|/srv|/home|/root|/tmp) exit ;; esac
find -L "$folder" -maxdepth 5 -type f -size -512k \( -name '*.conf' -o -path '*/sites-enabled/*' \) -print | sort | while IFS= read -r file; do
  if [ "$file" != "$conf" ]; then
    printf '\n# configuration file %s:\n' "$file"
    cat -- "$file"
  fi
done
