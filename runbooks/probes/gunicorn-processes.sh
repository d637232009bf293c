#!/usr/bin/env bash
# Prints for each gunicorn process of this network namespace its ids, arguments, folder, error output and the
# settings of its file that matter here.
# Needs pgrep (procps), the right to look into /proc of its processes.
# Runs on Linux.

command -v pgrep >/dev/null || { echo 'pgrep: command not found' >&2; exit 127; }
network=$(readlink /proc/self/ns/net)
for pid in $(pgrep -f gunicorn); do
  if [ "$(readlink "/proc/$pid/ns/net")" != "$network" ]; then continue; fi
  folder=$(readlink "/proc/$pid/cwd")
  printf 'pid %s\n' "$pid"
  sed -n 's/^PPid:[[:space:]]*/ppid /p' "/proc/$pid/status"
  tr '\0' '\n' < "/proc/$pid/cmdline" | sed 's/^/arg /'
  tr '\0' '\n' < "/proc/$pid/environ" | sed -n 's/^GUNICORN_CMD_ARGS=/env /p'
  printf 'cwd %s\nstderr %s\n' "$folder" "$(readlink "/proc/$pid/fd/2")"
  conf=$(tr '\0' '\n' < "/proc/$pid/cmdline" | grep -A 1 -E '^(-c|--config)(=|$)' | sed 's/^--config=//; s/^file://' | grep -v '^-' | head -n 1)
  conf=${conf:-gunicorn.conf.py}
  case "$conf" in /*) ;; *) conf="$folder/$conf" ;; esac
  if [ -f "$conf" ]; then
    grep -E '^(bind|umask|timeout|workers|threads|worker_class|errorlog|chdir)[[:space:]]*=' -- "$conf" | sed 's/^/set /'
  fi
done
