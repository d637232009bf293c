#!/usr/bin/env bash
# Prints "before=<ticks> after=<ticks>": processor time of the processes, one second apart.
# Needs sed, awk.
# Runs on Linux.
# Takes PIDS: the process ids, with blanks between them.

used() {
  for pid in $PIDS; do sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null; done | awk '{ sum += $12 + $13 } END { print sum + 0 }'
}
before=$(used)
sleep 1
printf 'before=%s after=%s\n' "$before" "$(used)"
