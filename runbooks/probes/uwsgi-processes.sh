#!/usr/bin/env bash
# Prints for each uWSGI process of this network namespace its ids, arguments, folder, error output and the
# settings of its files that matter here.
# Needs pgrep (procps), the right to look into /proc of its processes.
# Runs on Linux.

command -v pgrep >/dev/null || { echo 'pgrep: command not found' >&2; exit 127; }
network=$(readlink /proc/self/ns/net)
for pid in $(pgrep -f -i uwsgi); do
  if [ "$(readlink "/proc/$pid/ns/net")" != "$network" ]; then continue; fi
  folder=$(readlink "/proc/$pid/cwd")
  printf 'pid %s\n' "$pid"
  sed -n 's/^PPid:[[:space:]]*/ppid /p' "/proc/$pid/status"
  tr '\0' '\n' < "/proc/$pid/cmdline" | sed 's/^/arg /'
  printf 'cwd %s\nstderr %s\n' "$folder" "$(readlink "/proc/$pid/fd/2")"
  tr '\0' '\n' < "/proc/$pid/cmdline" | grep -E '\.ini$' | sed 's/^--ini=//' | while IFS= read -r conf; do
    case "$conf" in /*) ;; *) conf="$folder/$conf" ;; esac
    if [ -f "$conf" ]; then
      grep -E '^[[:space:]]*(socket|uwsgi-socket|http|http-socket|http11-socket|fastcgi-socket|scgi-socket|harakiri|buffer-size|chmod-socket|chdir|logto|logto2|daemonize|logger|module|wsgi-file|processes|workers)[[:space:]]*=' -- "$conf" | sed 's/^/set /'
    fi
  done
done
