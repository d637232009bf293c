#!/usr/bin/env bash
# Prints "open=<connections> limit=<maxConnections in its files; 0 for none>".
# Needs ss (iproute2), the right to look into /proc of its processes.
# Runs on Linux.
# Takes APP: the process id of the application.
# Takes PORT: the port.
# Takes SCRIPT: the file that it was started with; empty when that is not known.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
open=$(ss -Htn state established "( sport = :$PORT )" | wc -l)
files=$(tr '\0' '\n' < "/proc/$APP/cmdline" | grep -E '\.[cm]?js$')
folder=$(readlink "/proc/$APP/cwd")
for file in $files "$SCRIPT"; do
  case "$file" in /*) ;; ?*) file="$folder/$file" ;; esac
  if [ -f "$file" ]; then
    limit=$(sed -n 's/.*maxConnections *= *\([0-9][0-9]*\).*/\1/p' "$file" | head -n 1)
    if [ -n "$limit" ]; then echo "open=$open limit=$limit"; exit; fi
  fi
done
echo "open=$open limit=0"
