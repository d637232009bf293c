#!/usr/bin/env bash
# Prints "app=<name>" for each application whose file or log names the port.
# Needs grep, tail.
# Runs on Linux.
# Takes APPS: a line for each application: its name, its file and its log, with tabs between them.
# Takes LISTEN_ON: the port, or the path of the socket, that nginx connects to.

printf '%s\n' "$APPS" | while IFS=$(printf '\t') read -r name script log; do
  if grep -qswF -- "$LISTEN_ON" "$script" || tail -n 200 -- "$log" 2>/dev/null | grep -qwF -- "$LISTEN_ON"; then
    printf 'app=%s\n' "$name"
  fi
done
