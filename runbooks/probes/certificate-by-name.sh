#!/usr/bin/env bash
# Prints "with-name <name> fits" or "without-name <name> fits" for each name for which the certificate is
# valid.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes SENT: the server name that nginx sends; empty for none.
# Takes NAMES: the names to try, with blanks between them.
# Takes CA: the file of trusted certificates; empty for none.

set -f
case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
[ -n "$SENT" ] && exit 0
for name in $NAMES; do
  case "$name" in *:*) continue ;; *[a-z]*) ;; *) continue ;; esac
  if timeout 5 openssl s_client -connect "$at" -noservername -CAfile "$CA" -verify_return_error -verify_hostname "$name" </dev/null >/dev/null 2>&1; then
    echo "without-name $name fits"
  elif timeout 5 openssl s_client -connect "$at" -servername "$name" -CAfile "$CA" -verify_return_error -verify_hostname "$name" </dev/null >/dev/null 2>&1; then
    echo "with-name $name fits"
  fi
done
true
