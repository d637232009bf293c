#!/usr/bin/env bash
# Prints "http10=<status> http11=<status>" of the server behind nginx.
# Needs curl.
# Runs on any system with bash.
# Takes TARGET: the address that nginx proxies to, as in its log: http://host:port/path, or
# http://unix:path:/path.
# Takes VHOST: the Host header to send.

command -v curl >/dev/null || { echo 'curl: command not found' >&2; exit 127; }
case "$TARGET" in
  http://unix:*)
    rest=${TARGET#http://unix:}
    old=$(curl -sS -g -m 8 -o /dev/null -w '%{http_code}' --http1.0 -H "Host: $VHOST" --unix-socket "${rest%%:*}" "http://localhost${rest#*:}")
    new=$(curl -sS -g -m 8 -o /dev/null -w '%{http_code}' --http1.1 -H "Host: $VHOST" --unix-socket "${rest%%:*}" "http://localhost${rest#*:}")
    ;;
  http://*|https://*)
    old=$(curl -sS -g -k -m 8 -o /dev/null -w '%{http_code}' --http1.0 -H "Host: $VHOST" "http${TARGET#http}")
    new=$(curl -sS -g -k -m 8 -o /dev/null -w '%{http_code}' --http1.1 -H "Host: $VHOST" "http${TARGET#http}")
    ;;
  *) exit 3 ;;
esac
echo "http10=$old http11=$new"
