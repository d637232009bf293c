#!/usr/bin/env bash
# Prints "as-nginx works" when the handshake works with the name that nginx sends, and "with-name <name>
# works" for each other name.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes SENT: the server name that nginx sends; empty for none.
# Takes NAMES: the names to try, with blanks between them.

set -f
case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
if [ -n "$SENT" ]; then
  timeout 5 openssl s_client -connect "$at" -servername "$SENT" </dev/null >/dev/null 2>&1 && echo "as-nginx works"
else
  timeout 5 openssl s_client -connect "$at" -noservername </dev/null >/dev/null 2>&1 && echo "as-nginx works"
fi
for name in $NAMES; do
  case "$name" in *:*) continue ;; *[a-z]*) ;; *) continue ;; esac
  if timeout 5 openssl s_client -connect "$at" -servername "$name" </dev/null >/dev/null 2>&1; then
    echo "with-name $name works"
  fi
done
true
