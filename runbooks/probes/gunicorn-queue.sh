#!/usr/bin/env bash
# Prints six lines "look waiting=<connections nobody accepted> owned=<connections>" within three seconds.
# Needs ss (iproute2), and root to see who owns a connection.
# Runs on Linux.
# Takes LISTEN_ON: the port, or the path of the socket, that nginx connects to.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
for _ in 1 2 3 4 5 6; do
  case "$LISTEN_ON" in
    /*) lines=$(ss -Hxp state connected src "$LISTEN_ON" | grep -v -E '\* 0( |$)') ;;
    *) lines=$(ss -Htnp state established "sport = :$LISTEN_ON") ;;
  esac
  owned=$(printf '%s\n' "$lines" | grep -c 'users:')
  all=$(printf '%s\n' "$lines" | grep -c .)
  printf 'look waiting=%s owned=%s\n' "$((all - owned))" "$owned"
  sleep 0.5
done
