#!/usr/bin/env bash
# Prints "after=<1 when a configuration file changed after the load> seconds=<difference> file=<the newest
# file>".
# Needs ps (procps), find, awk.
# Runs on Linux with GNU find.
# Takes MASTER: the process id of the master.
# Takes CONF: the main configuration file.

boot=$(awk -v now="$(date +%s.%N)" '{ printf "%.2f", now - $1 }' /proc/uptime) || exit
workers=$(ps -o pid= --ppid "$MASTER") || exit
loaded=$(printf '%s\n' "$workers" | while read -r pid; do
  sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null
done | awk -v boot="$boot" 'NF > 19 && $20 > last { last = $20 } END { if (last) printf "%.2f", boot + last / 100 }')
folder=$(dirname -- "$CONF")
depth=5
case "$folder" in /|/etc|/usr|/var|/opt|/srv|/home|/root|/tmp) depth=0 ;; esac
{
  find -L "$CONF" -printf '%C@ %p\n'
  find -L "$folder" -maxdepth "$depth" -type f \( -name '*.conf' -o -path '*/sites-enabled/*' \) -printf '%C@ %p\n'
  find -P "$folder" -maxdepth "$depth" -type l \( -name '*.conf' -o -path '*/sites-enabled/*' \) -printf '%C@ %p\n'
} | sort -rn | head -n 1 | while read -r changed file; do
  if [ -z "$loaded" ]; then exit 1; fi
  awk -v a="$changed" -v b="$loaded" 'BEGIN { printf("after=%d seconds=%d ", (a > b), a - b) }'
  printf 'file=%s\n' "$file"
done
