#!/usr/bin/env bash
# Prints what openssl s_client says of a handshake, without keys, tickets and certificates; it ends with the
# exit code of openssl.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.
# Takes CA: the file of trusted certificates; empty for none.
# Takes VERSION: the only protocol version to offer, such as tls1_2; empty for any.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
sni=-noservername
trusted=-verify_quiet
version=-verify_quiet
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
if [ -n "$CA" ]; then trusted="-CAfile=$CA"; fi
if [ -n "$VERSION" ]; then version="-$VERSION"; fi
timeout 5 openssl s_client -connect "$at" "$sni" "$trusted" "$version" </dev/null 2>&1 | grep -avE 'Master-Key|Session-ID|PSK|^ +[0-9a-f]{4} - |^[A-Za-z0-9+/=]{40,}$'
exit "${PIPESTATUS[0]}"
