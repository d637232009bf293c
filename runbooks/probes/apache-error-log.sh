#!/usr/bin/env bash
# Prints the last 5000 lines of the error log.
# Needs tail, or journalctl for a log that goes to syslog.
# Runs on Linux.
# Takes LOG: the path of the log, or syslog….

case "$LOG" in
  syslog*) journalctl -t apache2 -t httpd -n 5000 --no-pager -o short-iso ;;
  *) tail -n 5000 -- "$LOG" ;;
esac
