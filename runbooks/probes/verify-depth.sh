#!/usr/bin/env bash
# Prints "verified" or "refused" for the depth that nginx allows, and then for a depth of 10.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.
# Takes CA: the file of trusted certificates; empty for none.
# Takes DEPTH: the depth that nginx allows.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
for allowed in "$DEPTH" 10; do
  if timeout 5 openssl s_client -connect "$at" "$sni" -CAfile "$CA" -verify_depth "$allowed" -verify_return_error </dev/null >/dev/null 2>&1; then echo verified; else echo refused; fi
done
