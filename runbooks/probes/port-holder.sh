#!/usr/bin/env bash
# Prints "daemon=<pid> home=<PM2 home> unit=<systemd unit>" of the process that holds the port.
# Needs ps (procps), sed.
# Runs on Linux.
# Takes HOLDER: the process id.

command -v ps >/dev/null || { echo 'ps: command not found' >&2; exit 127; }
parent=$(ps -o ppid= -p "$HOLDER" | tr -d ' ')
daemon=$HOLDER
if ! ps -ww -o args= -p "$daemon" | grep -q 'God Daemon'; then daemon=$parent; fi
home=$(ps -ww -o args= -p "$daemon" | sed -n 's/^PM2 v[^:]*: God Daemon (\(.*\))$/\1/p')
unit=$(sed -n 's#.*/\([^/]*\.service\)$#\1#p' "/proc/$HOLDER/cgroup" | tail -n 1)
echo "daemon=$daemon home=$home unit=$unit"
