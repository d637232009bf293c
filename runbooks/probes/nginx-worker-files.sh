#!/usr/bin/env bash
# Prints "worker=<pid> files=<open> limit=<limit>" for each worker.
# Needs ps (procps), and root or the user of the workers.
# Runs on Linux.
# Takes MASTER: the process id of the master.

command -v ps >/dev/null || { echo 'ps: command not found' >&2; exit 127; }
for pid in $(ps -o pid= --ppid "$MASTER"); do
  held=$(find "/proc/$pid/fd" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)
  limit=$(awk '/^Max open files/ { print $4 }' "/proc/$pid/limits" 2>/dev/null)
  printf 'worker=%s files=%s limit=%s\n' "$pid" "$held" "$limit"
done
