#!/usr/bin/env bash
# Prints the subject and the alternative names of the certificate that the peer shows.
# Needs openssl, timeout (coreutils).
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
timeout 5 openssl s_client -connect "$at" "$sni" </dev/null 2>/dev/null | openssl x509 -noout -subject -nameopt RFC2253 -ext subjectAltName 2>/dev/null
