#!/usr/bin/env bash
# Prints the first header line that is none, with its number and unseen characters made visible.
# Needs curl, sed, grep, cat.
# Runs on Linux.
# Takes TARGET: the address that nginx proxies to, as in its log: http://host:port/path, or
# http://unix:path:/path.
# Takes VHOST: the Host header to send.

command -v curl >/dev/null || { echo 'curl: command not found' >&2; exit 127; }
case "$TARGET" in
  http://unix:*) rest=${TARGET#http://unix:}; curl -sS -g -i -m 5 -H "Host: $VHOST" --unix-socket "${rest%%:*}" "http://localhost${rest#*:}" ;;
  http://*) curl -sS -g -i -m 5 -H "Host: $VHOST" "http://${TARGET#http://}" ;;
  *) exit 3 ;;
esac | sed '/^\r*$/q' | head -n 60 | grep -a -m 1 -n -v -E '^(HTTP/[0-9.]+ [0-9]{3}|[-!#$%&*+.^_|~A-Za-z0-9]+:)|^\r*$' | cat -v
