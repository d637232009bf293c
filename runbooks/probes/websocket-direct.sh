#!/usr/bin/env bash
# Prints the answer of the server behind nginx to the handshake of a WebSocket, with its headers.
# Needs curl.
# Runs on any system with bash.
# Takes TARGET: the address that nginx proxies to, as in its log: http://host:port/path, or
# http://unix:path:/path.
# Takes VHOST: the Host header to send.

case "$TARGET" in
  http://unix:*)
    rest=${TARGET#http://unix:}
    curl -sS -g -i -m 3 --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' -H "Host: $VHOST" --unix-socket "${rest%%:*}" "http://localhost${rest#*:}"
    ;;
  http://*|https://*) curl -sS -g -i -k -m 3 --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' -H "Host: $VHOST" "http${TARGET#http}" ;;
  *) exit 3 ;;
esac
