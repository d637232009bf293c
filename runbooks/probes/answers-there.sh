#!/usr/bin/env bash
# Prints "opens <address>" for each address that accepts a connection on the port.
# Needs curl.
# Runs on Linux.
# Takes ADDRESSES: the addresses, with blanks between them.
# Takes PORT: the port.

command -v curl >/dev/null || { echo 'curl: command not found' >&2; exit 127; }
for address in $ADDRESSES; do
  case "$address" in *:*) address="[$address]" ;; esac
  took=$(curl -s -g -o /dev/null -m 3 -w '%{time_connect}' "http://$address:$PORT/")
  case "$took" in ''|0|0.000000) ;; *) echo "opens $address" ;; esac
done
