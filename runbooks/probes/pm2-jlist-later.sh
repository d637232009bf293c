#!/usr/bin/env bash
# Prints the applications of the daemon four seconds later, as pm2 jlist does.
# Needs pm2, and runuser (util-linux) as root for the daemon of another user.
# Runs on Linux.
# Takes DAEMON: the process id of the PM2 daemon.
# Takes DAEMON_PATH: the search path of the daemon.
# Takes DAEMON_HOME: the PM2 home of the daemon.
# Takes OWNER: the user whom the daemon runs as.

kill -0 "$DAEMON" || [ -d "/proc/$DAEMON" ] || exit 3
sleep 4
if [ "$(id -un)" = "$OWNER" ]; then
  PATH="$DAEMON_PATH:$PATH" PM2_HOME="$DAEMON_HOME" pm2 jlist
else
  runuser -u "$OWNER" -- env PATH="$DAEMON_PATH:$PATH" PM2_HOME="$DAEMON_HOME" pm2 jlist
fi
