#!/usr/bin/env bash
# Prints the last lines of the log that HAProxy writes, wherever they go.
# Needs tail, journalctl where they go to the journal, and the right to read the log.
# Runs on Linux with systemd or a syslog.
# Takes PID: the process id.
# Takes TARGET: where its configuration sends the log.
# Takes GIVEN: a path to read instead; empty to find it.

if [ -n "$GIVEN" ]; then
  tail -n 5000 -- "$GIVEN"
  exit
fi
case "$TARGET" in
  stdout) fd=1 ;;
  stderr) fd=2 ;;
  fd@*) fd=${TARGET#fd@} ;;
  *) fd= ;;
esac
if [ -n "$fd" ]; then
  file=$(readlink "/proc/$PID/fd/$fd") || exit
  if [ -f "$file" ]; then
    tail -n 5000 -- "$file"
  else
    unit=$(sed -n 's#.*system[.]slice/\([^/]*[.]service\)$#\1#p' "/proc/$PID/cgroup" | head -n 1)
    [ -n "$unit" ] || exit 3
    journalctl -u "$unit" -n 5000 --no-pager -o short-iso
  fi
  exit
fi
for file in /var/log/haproxy.log /var/log/haproxy/haproxy.log; do
  if [ -s "$file" ]; then
    tail -n 5000 -- "$file"
    exit
  fi
done
for file in /var/log/syslog /var/log/messages; do
  if [ -s "$file" ]; then
    tail -n 20000 -- "$file" | grep -F 'haproxy['
    exit
  fi
done
journalctl -t haproxy -n 5000 --no-pager -o short-iso
