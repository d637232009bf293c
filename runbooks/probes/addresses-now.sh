#!/usr/bin/env bash
# Prints "address <name> <address>" for each address, or "none <name>".
# Needs getent.
# Runs on Linux with glibc.
# Takes NAMES: the names to look up, with blanks between them.

command -v getent >/dev/null || { echo 'getent: command not found' >&2; exit 127; }
for name in $NAMES; do
  getent ahosts "$name" | awk -v name="$name" '$2 == "STREAM" { print "address", name, $1 }'
  if [ "${PIPESTATUS[0]}" -eq 2 ]; then echo "none $name"; fi
done
