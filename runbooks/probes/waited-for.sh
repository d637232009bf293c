#!/usr/bin/env bash
# Prints "waited=<address> now=<yes or no>": what the unit could not connect to, and whether something listens
# there now.
# Needs journalctl, ss (iproute2).
# Runs on Linux with systemd.
# Takes UNIT: the systemd unit.

for tool in journalctl ss; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
address=$(journalctl -u "$UNIT" -n 200 --no-pager -o cat | sed -n 's/.*ECONNREFUSED \([0-9a-f.:]*\):\([0-9][0-9]*\).*/\1 \2/p' | tail -n 1)
port=${address##* }
if [ -n "$port" ]; then
  if [ -n "$(ss -Hltn "sport = :$port")" ]; then echo "waited=${address% *}:$port now=yes"; else echo "waited=${address% *}:$port now=no"; fi
fi
