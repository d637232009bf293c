#!/usr/bin/env bash
# Prints "socket=<path> status=<status>" for each Unix socket of the same name or folder that answers HTTP.
# Needs ss (iproute2), curl.
# Runs on Linux.
# Takes SOCKET: the path that nginx connects to.
# Takes KNOWN: the addresses that nginx names, with blanks between them.
# Takes VHOST: the Host header to send.
# Takes URL_PATH: the path to ask for.

for tool in ss curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
folder=${SOCKET%/*}
name=${SOCKET##*/}
ss -Hlx | sed -n 's/^u_str *LISTEN *[0-9]* *[0-9]* *\(\/[^ ]*\) .*/\1/p' | sort -u | head -n 200 | while read -r path; do
  if [ "$path" = "$SOCKET" ] || [ ! -S "$path" ]; then continue; fi
  case " $KNOWN " in *"unix:$path "*) continue ;; esac
  case "${path##*/}" in "$name") ;; *)
    case "$folder" in /|/run|/var/run|/tmp|/var/tmp) continue ;; esac
    if [ "${path%/*}" != "$folder" ]; then continue; fi ;;
  esac
  status=$(curl -sg -o /dev/null -m 3 -w '%{http_code}' -H "Host: $VHOST" --unix-socket "$path" "http://localhost$URL_PATH")
  printf 'socket=%s status=%s\n' "$path" "$status"
done
true
