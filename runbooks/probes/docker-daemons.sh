#!/usr/bin/env bash
# Prints the process ids of the Docker daemons of this network namespace.
# Needs pgrep (procps), readlink.
# Runs on Linux.

command -v pgrep >/dev/null || { echo 'pgrep: command not found' >&2; exit 127; }
pids=$(pgrep -x dockerd)
if [ $? -gt 1 ]; then exit 2; fi
network=$(readlink /proc/self/ns/net)
for pid in $pids; do
  own=$(readlink "/proc/$pid/ns/net" 2>/dev/null)
  if [ -z "$own" ] || [ "$own" = "$network" ]; then printf '%s\n' "$pid"; fi
done
