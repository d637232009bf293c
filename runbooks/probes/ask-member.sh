#!/usr/bin/env bash
# Prints the answer of one member with its headers.
# Needs curl.
# Runs on any system with bash.
# Takes SOCKET: the path of the Unix socket; empty for a port.
# Takes HOST: the address of the member.
# Takes PORT: the port.
# Takes VHOST: the Host header to send.
# Takes URL_PATH: the path to ask for.

if [ -n "$SOCKET" ]; then
  curl -sS -g -i -m 8 -H "Host: $VHOST" --unix-socket "$SOCKET" "http://localhost$URL_PATH"
else
  case "$HOST" in *:*) address="[$HOST]" ;; *) address=$HOST ;; esac
  curl -sS -g -i -m 8 --noproxy '*' -H "Host: $VHOST" "http://$address:$PORT$URL_PATH"
fi
