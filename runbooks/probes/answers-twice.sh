#!/usr/bin/env bash
# Prints "first=<exit code> <seconds> second=<exit code> <seconds> lives=<yes or no>": two requests, and
# whether the process is still the same.
# Needs curl 7.75 or later, ps (procps).
# Runs on Linux.
# Takes APP: the process id of the application.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes URL_PATH: the path to ask for.
# Takes VHOST: the Host header to send.

for tool in curl ps; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
age() { ps -o etimes= -p "$APP" | tr -d ' '; }
before=$(age)
first=$(curl -sS -g -o /dev/null -m 12 -w '%{exitcode} %{time_total}' -H "Host: $VHOST" "http://$HOST:$PORT$URL_PATH" 2>/dev/null)
second=$(curl -sS -g -o /dev/null -m 12 -w '%{exitcode} %{time_total}' -H "Host: $VHOST" "http://$HOST:$PORT$URL_PATH" 2>/dev/null)
after=$(age)
echo "first=$first second=$second lives=$([ "${after:-0}" -ge "${before:-1}" ] && echo yes || echo no)"
