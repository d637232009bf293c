#!/usr/bin/env bash
# Prints "member= host= port= managed=<yes or no>" for each dead member of the group: whether a unit or a
# saved list names its port.
# Needs grep.
# Runs on Linux.
# Takes MEMBERS: the members, with blanks between them.
# Takes DEAD: the ports of those that do not answer, with blanks between them.

for member in $MEMBERS; do
  port=${member##*:}
  host=${member%:*}
  case " $DEAD " in *" $port "*) ;; *) continue ;; esac
  case "$host" in *[g-zG-Z]*) host= ;; esac
  managed=no
  if grep -sqw -- "$port" /etc/systemd/system/*.service /etc/systemd/system/*.d/*.conf /usr/lib/systemd/system/*.service /root/.pm2/dump.pm2 /home/*/.pm2/dump.pm2; then managed=yes; fi
  printf 'member=%s host=%s port=%s managed=%s\n' "$member" "$host" "$port" "$managed"
done
