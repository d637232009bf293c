#!/usr/bin/env bash
# Prints for each name and server "at <server> name <name> status: <code>", and "has <server> <name>
# <address>" for each address.
# Needs dig (bind9-dnsutils or bind-utils), awk.
# Runs on any system with bash.
# Takes NAMES: the names to look up, with blanks between them.
# Takes SERVERS: the DNS servers to ask besides the resolver of this machine, with blanks between them.

command -v dig >/dev/null || { echo 'dig: command not found' >&2; exit 127; }
for name in $NAMES; do
  case "$name" in *[A-Za-z]*) ;; *) continue ;; esac
  for server in here $SERVERS; do
    case "$server" in here) at= ;; *) at="@$server" ;; esac
    said=$(dig +time=2 +tries=1 +noall +comments +answer ${at:+"$at"} "$name" A 2>&1)
    code=$(printf '%s' "$said" | grep -oE 'status: [A-Z]+' | head -n 1)
    echo "at $server name $name ${code:-status: none}"
    printf '%s\n' "$said" | awk -v server="$server" -v name="$name" '$4 == "A" { print "has", server, name, $5 }'
  done
done
