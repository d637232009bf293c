#!/usr/bin/env bash
# Prints "throttled=<periods in two seconds> quota=<quota> folder=<control group>".
# Needs sed, cut.
# Runs on Linux with control groups, version 1 or 2.
# Takes APP: the process id of the application.

group=$(sed -n -e 's/^0:://p' "/proc/$APP/cgroup" | head -n 1)
cpu=$(sed -n -e 's/^[0-9]*:\([a-z,]*,\)\{0,1\}cpu\(,[a-z,]*\)\{0,1\}://p' "/proc/$APP/cgroup" | head -n 1)
for folder in "/sys/fs/cgroup$group" "/sys/fs/cgroup/cpu$cpu" "/sys/fs/cgroup/cpu,cpuacct$cpu"; do
  if [ -r "$folder/cpu.stat" ]; then
    quota=$(cat "$folder/cpu.max" "$folder/cpu.cfs_quota_us" 2>/dev/null | head -n 1)
    first=$(sed -n 's/^nr_throttled //p' "$folder/cpu.stat")
    if [ -n "$first" ]; then
      sleep 2
      second=$(sed -n 's/^nr_throttled //p' "$folder/cpu.stat")
      echo "throttled=$((second - first)) quota=${quota%% *} folder=$folder"
      exit
    fi
  fi
done
echo "throttled=0 quota=max folder="
