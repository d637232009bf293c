#!/usr/bin/env bash
# Prints "near no" when this machine has no address near the backend, or "near yes" and "open <port>" for each
# usual port that accepts a connection.
# Needs ip (iproute2), curl.
# Runs on Linux.
# Takes HOST: the IPv4 address of the backend.
# Takes PORT: the port that the gateway connects to.

for tool in ip curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
near=${HOST%.*.*}.
if ip -o -4 addr show | grep -qF " $near"; then
  echo "near yes"
  for one in "$PORT" 80 443 3000 4000 5000 8000 8080 8443 9000; do
    took=$(curl -s -g -o /dev/null --noproxy '*' -m 2 --connect-timeout 1 -w '%{time_connect}' "http://$HOST:$one/")
    case "$took" in ''|0|0.000000) ;; *) echo "open $one" ;; esac
  done
else
  echo "near no"
fi
