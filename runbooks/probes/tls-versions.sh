#!/usr/bin/env bash
# Prints "accepts <version>" for each protocol version.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
for version in tls1 tls1_1 tls1_2 tls1_3; do
  timeout 5 openssl s_client -connect "$at" "$sni" "-$version" -cipher ALL:@SECLEVEL=0 </dev/null >/dev/null 2>&1 && echo "accepts $version"
done
true
