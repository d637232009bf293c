#!/usr/bin/env bash
# Prints "listener=<program>" and "banner=<the first 60 bytes>" of what listens on the port; nothing for a
# Unix socket.
# Needs ss (iproute2), bash with /dev/tcp, timeout (coreutils).
# Runs on Linux.
# Takes SOCKET: the path of the Unix socket; empty for a port.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
if [ -z "$SOCKET" ]; then
  ss -Hltnp "sport = :$PORT" | grep -o 'users:(("[^"]*"' | head -n 1 | cut -d '"' -f 2 | sed 's/^/listener=/'
  if exec 3<>"/dev/tcp/$HOST/$PORT"; then
    printf 'GET / HTTP/1.0\r\n\r\n' >&3
    timeout 3 head -c 60 <&3 | cat -v | tr '\n' ' ' | sed 's/^/banner=/'
  fi
fi
