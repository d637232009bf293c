#!/usr/bin/env bash
# Prints what one request adds to the journal of the unit.
# Needs curl, journalctl.
# Runs on Linux with systemd.
# Takes UNIT: the systemd unit.
# Takes URL: the address that fails.

before=$(date +%s)
curl -sS -g -o /dev/null -m 65 "$URL" 2>/dev/null
sleep 1.5
journalctl -u "$UNIT" --since "@$before" --no-pager -o cat
