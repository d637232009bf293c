#!/usr/bin/env bash
# Prints "unit= file= line=" when the unit of the application names the socket.
# Needs grep, sed.
# Runs on Linux with systemd.
# Takes APP: the process id of the application.
# Takes SOCKET: the path of the socket.

unit=$(sed -n 's#.*/\([^/]*\.service\)$#\1#p' "/proc/$APP/cgroup" | head -n 1)
for file in "/etc/systemd/system/$unit" "/usr/lib/systemd/system/$unit"; do
  if [ -n "$unit" ] && [ -f "$file" ]; then
    line=$(grep -nF -- "$SOCKET" "$file" | head -n 1)
    if [ -n "$line" ]; then printf 'unit=%s file=%s line=%s\n' "$unit" "$file" "${line%%:*}"; break; fi
  fi
done
true
