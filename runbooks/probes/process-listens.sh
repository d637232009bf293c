#!/usr/bin/env bash
# Prints "listens=<yes or no> age=<seconds>" of the process and its children.
# Needs ss (iproute2), ps (procps), and root to see processes.
# Runs on Linux.
# Takes APP: the process id of the application.

for tool in ss ps; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
pids="$APP $(ps -o pid= --ppid "$APP" | tr '\n' ' ')"
found=no
for pid in $pids; do
  if ss -Hltnp | grep -q "pid=$pid,"; then found=yes; fi
  if ss -Hlxp | grep -q "pid=$pid,"; then found=yes; fi
done
echo "listens=$found age=$(ps -o etimes= -p "$APP" | tr -d ' ')"
