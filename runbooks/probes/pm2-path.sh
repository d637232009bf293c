#!/usr/bin/env bash
# Prints "PATH=<search path>" with which the client of the daemon’s own PM2 is found.
# Needs the right to read the environment of the daemon.
# Runs on Linux.
# Takes DAEMON: the process id of the PM2 daemon.

if ! [ -d "/proc/$DAEMON" ]; then
  echo 'PATH=/usr/bin:/bin'
  exit
fi
environment=$(tr '\0' '\n' < "/proc/$DAEMON/environ") || exit 1
path=$(printf '%s\n' "$environment" | sed -n 's/^PATH=//p' | head -n 1)
started=$(printf '%s\n' "$environment" | sed -n 's/^_=//p' | head -n 1)
printf 'PATH=%s:%s:%s\n' "$path" "$(dirname -- "${started:-/usr/bin/pm2}")" "$(dirname -- "$(readlink "/proc/$DAEMON/exe")")"
