#!/usr/bin/env bash
# Prints the lines of the kernel that tell of a killed process of the application’s memory group, within a
# minute of the failure.
# Needs journalctl or dmesg with the right to read the kernel log, ss, awk.
# Runs on Linux.
# Takes APP: the process id of the application.
# Takes PORT: the port of the application; 0 for none.
# Takes FAILED_AT: when the request failed, in seconds since the epoch.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
pid=$APP
for _ in 1 2 3 4 5 6 7 8 9 10; do
  if [ -r "/proc/$pid/cgroup" ] || [ "$PORT" = 0 ]; then break; fi
  sleep 0.3
  pid=$(ss -Hltnp "sport = :$PORT" | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1)
done
group=$(sed -n -e 's/^[0-9]*:memory://p' -e 's/^0:://p' "/proc/$pid/cgroup" 2>/dev/null | head -n 1)
up=$(cut -d . -f 1 /proc/uptime)
{ journalctl -k --since "@$((FAILED_AT - 60))" -n 5000 --no-pager -o short-monotonic 2>/dev/null; dmesg 2>/dev/null; } | awk -v failed="$FAILED_AT" -v now="$(date +%s)" -v up="$up" -v group="$group" '
  match($0, /^\[ *[0-9]+/) {
    at = now - up + substr($0, RSTART + 1, RLENGTH - 1)
    near = at >= failed - 60 && at <= failed + 60
    text = substr($0, index($0, "]") + 2)
  }
  /oom-kill:constraint=/ {
    own = /CONSTRAINT_NONE/
    if (group != "" && group != "/" && match($0, /task_memcg=[^,]*/)) {
      path = substr($0, RSTART + 11, RLENGTH - 11)
      if (substr(path, length(path) - length(group) + 1) == group) own = 1
    }
  }
  /ut of memory: Killed process/ && near && own { print text }
' | tail -n 5
