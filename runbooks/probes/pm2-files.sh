#!/usr/bin/env bash
# Prints "missing=<path>" for each file of the application that is not there, and "full=<mount>" when its logs
# fill the disk.
# Needs df, du, awk.
# Runs on Linux.
# Takes DAEMON_HOME: the PM2 home of the daemon.
# Takes SCRIPT: the file that is run.
# Takes FOLDER: the folder that it is run in.
# Takes RUNNER: the program that runs it.

if ! [ -e "$SCRIPT" ]; then echo "missing=$SCRIPT"; fi
if ! [ -d "$FOLDER" ]; then echo "missing=$FOLDER"; fi
case "$RUNNER" in /*) if ! [ -x "$RUNNER" ]; then echo "missing=$RUNNER"; fi ;; esac
used=$(df -P "$DAEMON_HOME/logs" | awk 'NR == 2 { print $5 }')
all=$(df -Pk "$DAEMON_HOME/logs" | awk 'NR == 2 { print $3 }')
logs=$(du -sk "$DAEMON_HOME/logs" | cut -f 1)
case "$used" in 99%|100%) if [ "$((logs * 2))" -ge "$all" ]; then echo "full=$(df -P "$DAEMON_HOME/logs" | awk 'NR == 2 { print $6 }')"; fi ;; esac
