#!/usr/bin/env bash
# Prints "cpu=<percent of the main thread over two seconds> runs=<looks of ten in which it ran>".
# Needs sed, cut.
# Runs on Linux.
# Takes APP: the process id of the application.

ticks() { sed 's/.*) //' "/proc/$APP/task/$APP/stat" | awk '{ print $12 + $13 }'; }
runs=0
first=$(ticks)
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.2
  case "$(sed 's/.*) //' "/proc/$APP/task/$APP/stat")" in R*) runs=$((runs + 1)) ;; esac
done
second=$(ticks)
echo "cpu=$(((second - first) / 2)) runs=$runs"
