#!/usr/bin/env bash
# Prints the applications of the daemon as pm2 jlist does; "[]" when it is gone and was not waited for.
# Needs pm2, and runuser (util-linux) as root for the daemon of another user.
# Runs on Linux.
# Takes DAEMON: the process id of the PM2 daemon.
# Takes DAEMON_PATH: the search path of the daemon.
# Takes DAEMON_HOME: the PM2 home of the daemon.
# Takes OWNER: the user whom the daemon runs as.
# Takes WAIT: how many seconds to wait first; above 0, a daemon that is gone is a failure (exit code 3).

if ! kill -0 "$DAEMON" && ! [ -d "/proc/$DAEMON" ]; then
  [ "$WAIT" = 0 ] || exit 3
  echo '[]'
  exit
fi
sleep "$WAIT"
if [ "$(id -un)" = "$OWNER" ]; then
  PATH="$DAEMON_PATH:$PATH" PM2_HOME="$DAEMON_HOME" pm2 jlist
else
  runuser -u "$OWNER" -- env PATH="$DAEMON_PATH:$PATH" PM2_HOME="$DAEMON_HOME" pm2 jlist
fi
