#!/usr/bin/env bash
# Prints "processor=<percent of two seconds that it waited for a processor> disk=<percent of looks that it
# waited for a disk> cores= load=".
# Needs sed, cut, nproc.
# Runs on Linux with schedstat.
# Takes APP: the process id of the application.

waited() { cut -d ' ' -f 2 "/proc/$APP/schedstat"; }
first=$(waited)
disk=0
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.2
  case "$(sed 's/.*) //' "/proc/$APP/stat")" in D*) disk=$((disk + 1)) ;; esac
done
second=$(waited)
echo "processor=$(((second - first) / 20000000)) disk=$((disk * 10)) cores=$(nproc) load=$(sed 's/[. ].*//' /proc/loadavg)"
