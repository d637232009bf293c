#!/usr/bin/env bash
# Prints six lines "look waiting=<connections nobody accepted> children=<workers of the pool>" within three
# seconds.
# Needs ss (iproute2), pgrep (procps).
# Runs on Linux.
# Takes LISTEN_ON: the port, or the path of the socket, that nginx connects to.
# Takes MASTER: the process id of the master.
# Takes POOL: the name of the pool.

for tool in ss pgrep; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
for _ in 1 2 3 4 5 6; do
  case "$LISTEN_ON" in
    /*) queue=$(ss -Hlx src "$LISTEN_ON" | sed -n 's/^[a-z_]* *LISTEN *\([0-9]*\) .*/\1/p' | head -n 1) ;;
    *) queue=$(ss -Hltn "sport = :$LISTEN_ON" | sed -n 's/^LISTEN *\([0-9]*\) .*/\1/p' | head -n 1) ;;
  esac
  children=$(pgrep -c -P "$MASTER" -f "^php-fpm: pool $POOL\$")
  printf 'look waiting=%s children=%s\n' "${queue:-0}" "$children"
  sleep 0.5
done
