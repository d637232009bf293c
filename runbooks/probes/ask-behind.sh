#!/usr/bin/env bash
# Prints the answer of the server behind nginx with its headers, and a line of measurements.
# Needs curl.
# Runs on any system with bash.
# Takes TARGET: the address that nginx proxies to, as in its log: http://host:port/path, or
# http://unix:path:/path.
# Takes VHOST: the Host header to send.

case "$TARGET" in
  http://unix:*)
    rest=${TARGET#http://unix:}
    curl -sS -g -i -m 15 -w '\nrunbook-http code=%{http_code} ip=%{remote_ip} port=%{remote_port} dns=%{time_namelookup} connect=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total}\n' -H "Host: $VHOST" --unix-socket "${rest%%:*}" "http://localhost${rest#*:}"
    ;;
  http://*|https://*) curl -sS -g -i -k -m 15 -w '\nrunbook-http code=%{http_code} ip=%{remote_ip} port=%{remote_port} dns=%{time_namelookup} connect=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total}\n' -H "Host: $VHOST" "http${TARGET#http}" ;;
  *) exit 3 ;;
esac
