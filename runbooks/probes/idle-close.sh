#!/usr/bin/env bash
# Prints "idle_ms=<ms from the end of the answer until the peer closed the connection>"; -1 when it did not
# within 20 s.
# Needs bash with /dev/tcp.
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes URL_PATH: the path to ask for.
# Takes VHOST: the Host header to send.

exec 3<>"/dev/tcp/$HOST/$PORT" || exit 7
printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: keep-alive\r\n\r\n' "$URL_PATH" "$VHOST" >&3
began=
while IFS= read -r -t 20 -u 3 line || [ -n "$line" ]; do
  began=$(date +%s%3N)
  line=
done
status=$?
ended=$(date +%s%3N)
if [ -n "$began" ] && [ "$status" -le 128 ]; then
  echo "idle_ms=$((ended - began))"
else
  echo "idle_ms=-1"
fi
