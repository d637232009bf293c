#!/usr/bin/env bash
# Prints for each process of php-fpm of this network namespace its ids and title, and for a master the
# settings of its pools that matter here.
# Needs pgrep (procps), the right to look into /proc of its processes, and to read its configuration.
# Runs on Linux.

command -v pgrep >/dev/null || { echo 'pgrep: command not found' >&2; exit 127; }
network=$(readlink /proc/self/ns/net)
for pid in $(pgrep -f '^php-fpm: '); do
  if [ "$(readlink "/proc/$pid/ns/net")" != "$network" ]; then continue; fi
  printf 'pid %s\n' "$pid"
  sed -n 's/^PPid:[[:space:]]*/ppid /p' "/proc/$pid/status"
  title=$(tr '\0' ' ' < "/proc/$pid/cmdline")
  printf 'arg %s\nstderr %s\n' "$title" "$(readlink "/proc/$pid/fd/2")"
  case "$title" in *'master process ('*) ;; *) continue ;; esac
  conf=$(printf '%s' "$title" | sed 's/.*master process (//; s/).*//')
  if [ ! -r "$conf" ]; then printf 'unreadable %s\n' "$conf"; continue; fi
  keys='^[[:space:]]*(\[|(error_log|listen[.a-z_]*|pm|pm\.max_children|request_terminate_timeout)[[:space:]]*=)'
  grep -nHE "$keys" -- "$conf" | sed 's/^/ini /'
  sed -n 's/^[[:space:]]*include[[:space:]]*=[[:space:]]*//p' "$conf" | while IFS= read -r pattern; do
    find "$(dirname -- "$pattern")" -maxdepth 1 -name "$(basename -- "$pattern")" | sort | while IFS= read -r file; do
      grep -nHE "$keys" -- "$file" | sed 's/^/ini /'
    done
  done
done
