#!/usr/bin/env bash
# Prints the processes as ps does, without PM2 daemons of other network namespaces or roots.
# Needs ps (procps), readlink, stat.
# Runs on Linux.

processes=$(ps -ww -eo pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args=) || exit
network=$(readlink /proc/self/ns/net)
root=$(stat -L -c %d:%i /)
printf '%s\n' "$processes" | while IFS= read -r line; do
  case "$line" in
    *' God Daemon ('*)
      pid=${line#"${line%%[! ]*}"}
      pid=${pid%% *}
      own=$(readlink "/proc/$pid/ns/net" 2>/dev/null)
      if [ -n "$own" ] && [ "$own" != "$network" ]; then continue; fi
      own=$(stat -L -c %d:%i "/proc/$pid/root" 2>/dev/null)
      if [ -n "$own" ] && [ "$own" != "$root" ]; then continue; fi
      ;;
  esac
  printf '%s\n' "$line"
done
