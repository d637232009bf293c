#!/usr/bin/env bash
# Prints "public" for a certificate of a public authority, and "intermediate <file>" or "root <file>" for each
# certificate on this machine that completes the chain.
# Needs openssl, timeout (coreutils), find, awk.
# Runs on Linux.
# Takes HOST: the address or name to connect to.
# Takes PORT: the port.
# Takes NAME: the server name to send; empty for none.
# Takes CA: the file of trusted certificates; empty for none.

case "$HOST" in *:*) at="[$HOST]:$PORT" ;; *) at="$HOST:$PORT" ;; esac
command -v openssl >/dev/null || exit 127
sni=-noservername
if [ -n "$NAME" ]; then sni="-servername=$NAME"; fi
chain=$(timeout 5 openssl s_client -connect "$at" "$sni" -showcerts </dev/null 2>/dev/null)
leaf=$(printf '%s\n' "$chain" | openssl x509)
[ -n "$leaf" ] || exit 1
last=$(printf '%s\n' "$chain" | awk '/BEGIN CERTIFICATE/ { text = "" } { text = text $0 "\n" } /END CERTIFICATE/ { kept = text } END { printf "%s", kept }')
issuer=$(printf '%s\n' "$last" | openssl x509 -noout -issuer | sed 's/^issuer=//')
if printf '%s\n' "$leaf" | openssl x509 -noout -ext certificatePolicies 2>/dev/null | grep -qE 'Policy: 2\.23\.140\.1\.(1|2\.[123])$'; then echo public; fi
beside=$(dirname -- "$CA")
if [ "$beside" = /etc/ssl/certs ]; then beside=/etc/ssl/private; fi
find -L "$beside" /etc/nginx /etc/letsencrypt/live /usr/local/share/ca-certificates /etc/pki/ca-trust/source/anchors -maxdepth 3 -type f -size -64k \( -name '*.pem' -o -name '*.crt' -o -name '*.cer' \) -print 2>/dev/null | head -n 200 | while IFS= read -r file; do
  if [ "$(openssl x509 -noout -subject -in "$file" 2>/dev/null | sed 's/^subject=//')" = "$issuer" ]; then
    if printf '%s\n' "$leaf" | openssl verify -CAfile "$CA" -untrusted "$file" >/dev/null 2>&1; then
      printf 'intermediate %s\n' "$file"
    elif printf '%s\n' "$last" | openssl verify -CAfile "$file" >/dev/null 2>&1; then
      printf 'root %s\n' "$file"
    fi
  fi
done
true
