#!/usr/bin/env bash
# Prints a line of ps for each process that listens on the socket or port.
# Needs ss (iproute2), ps (procps), and root to see the processes.
# Runs on Linux.
# Takes SOCKET: the path of the Unix socket; empty for a port.
# Takes PORT: the port.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
if [ -n "$SOCKET" ]; then
  listeners=$(ss -Hlxp | grep -F -- " $SOCKET ")
else
  listeners=$(ss -Hltnp "sport = :$PORT")
fi
pids=$(printf '%s\n' "$listeners" | grep -o 'pid=[0-9]*' | cut -d = -f 2 | sort -u | tr '\n' ' ')
for pid in $pids; do ps -ww -o pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args= -p "$pid"; done
