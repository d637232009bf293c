#!/usr/bin/env bash
# Prints the sockets that listen on the port, as ss does, once there are any within five seconds.
# Needs ss (iproute2), and root to see their processes.
# Runs on Linux.
# Takes PORT: the port.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
for _ in 1 2 3 4 5 6 7 8 9 10; do
  found=$(ss -Hltnp "sport = :$PORT")
  if [ -n "$found" ]; then
    printf '%s\n' "$found"
    break
  fi
  sleep 0.5
done
