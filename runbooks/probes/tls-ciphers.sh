#!/usr/bin/env bash
# Prints "works" or "fails" for the list that nginx offers, for the default list, and for every cipher.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.
# Takes CIPHERS: the list that nginx offers; empty for the default.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
for list in "${CIPHERS:-DEFAULT}" DEFAULT ALL:@SECLEVEL=0; do
  if timeout 5 openssl s_client -connect "$at" "$sni" -tls1_2 -cipher "$list" </dev/null >/dev/null 2>&1; then echo works; else echo fails; fi
done
