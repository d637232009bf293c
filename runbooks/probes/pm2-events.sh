#!/usr/bin/env bash
# Prints the lines of PM2's log about the application, from 90 s before the failure until 60 s after it.
# Needs awk, GNU date.
# Runs on Linux.
# Takes DAEMON_HOME: the PM2 home of the daemon.
# Takes APP: the name of the application.
# Takes APP_ID: its number in PM2.
# Takes FAILED_AT: when it failed, in seconds since 1970.

begin=$(date -d "@$((FAILED_AT - 90))" +%Y-%m-%dT%H:%M:%S)
end=$(date -d "@$((FAILED_AT + 60))" +%Y-%m-%dT%H:%M:%S)
tail -n 2000 -- "$DAEMON_HOME/pm2.log" |
  awk -v begin="$begin" -v end="$end" 'substr($0, 1, 19) >= begin && substr($0, 1, 19) <= end' |
  grep -F -e "$APP" -e "Process $APP_ID restarted because" -e 'still alive after' |
  tail -n 200
