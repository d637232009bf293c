#!/usr/bin/env bash
# Prints "server <server> rcode <number> answers <count>", or "server <server> timeout" or "refused", for each server.
# Needs dig (bind9-dnsutils or bind-utils); only dig 9.18 and later tells a refused packet from silence.
# Runs on any system with bash.
# Takes NAME: the name to ask for.
# Takes SERVERS: the DNS servers as nginx names them, with blanks between them.

command -v dig >/dev/null || { echo 'dig: command not found' >&2; exit 127; }
for server in $SERVERS; do
  case "$server" in
    \[*\]:*) host=${server%]:*}; host=${host#[}; port=${server##*:} ;;
    \[*\]) host=${server#[}; host=${host%]}; port=53 ;;
    *:*) host=${server%:*}; port=${server##*:} ;;
    *) host=$server; port=53 ;;
  esac
  # As nginx asks: by UDP, once, and without EDNS.
  said=$(dig +time=3 +tries=1 +ignore +noedns +noall +comments "@$host" -p "$port" -t A -q "$NAME" 2>&1)
  case "$said" in
    *'status: NOERROR,'*) code=0 ;;
    *'status: FORMERR,'*) code=1 ;;
    *'status: SERVFAIL,'*) code=2 ;;
    *'status: NXDOMAIN,'*) code=3 ;;
    *'status: NOTIMP,'*) code=4 ;;
    *'status: REFUSED,'*) code=5 ;;
    *refused* | *unreachable*) code=refused ;;
    *) code=timeout ;;
  esac
  case "$code" in
    [0-9]) echo "server $server rcode $code answers $(printf '%s\n' "$said" | sed -n 's/.*ANSWER: \([0-9]*\), AUTHORITY.*/\1/p')" ;;
    *) echo "server $server $code" ;;
  esac
done
