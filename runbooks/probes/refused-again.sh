#!/usr/bin/env bash
# Prints three lines "before=<sockets> refused=<count> after=<sockets>", the sockets by their inodes.
# Needs ss (iproute2), curl.
# Runs on Linux.
# Takes PORT: the port.
# Takes AUTHORITY: the host as it stands in a URL, an IPv6 address in brackets.

for tool in ss curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
same() { ss -Hltne "sport = :$PORT" | sed -n 's/.* ino:\([0-9]*\).*/\1/p' | sort | tr '\n' ','; }
for _ in 1 2 3; do
  before=$(same)
  refused=$(curl -sv -g --noproxy '*' -o /dev/null --connect-timeout 2 -m 3 "http://$AUTHORITY:$PORT/" 2>&1 | grep -c 'failed: Connection refused')
  printf 'before=%s refused=%s after=%s\n' "$before" "$refused" "$(same)"
done
