#!/usr/bin/env bash
# Prints what one request adds to the log.
# Needs curl, tail, stat.
# Runs on Linux.
# Takes LOG: the path of the log.
# Takes URL: the address that fails.

command -v curl >/dev/null || { echo 'curl: command not found' >&2; exit 127; }
before=$(stat -L -c %s -- "$LOG") || exit
curl -sS -g -o /dev/null -m 65 "$URL" 2>/dev/null
sleep 1.5
tail -c "+$((before + 1))" -- "$LOG"
