#!/usr/bin/env bash
# Prints "known by <file>" when the trust store of this system verifies the peer.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
  if [ -r "$file" ] && timeout 5 openssl s_client -connect "$at" "$sni" -CAfile "$file" -verify_return_error </dev/null >/dev/null 2>&1; then
    echo "known by $file"
    break
  fi
done
true
