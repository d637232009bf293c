#!/usr/bin/env bash
# Prints "candidate port= pid= program= names=" for each port on which an application listens that the proxy
# does not name; names=yes when one of its files names the port that is asked for.
# Needs ss (iproute2), root to see processes, the right to look into /proc of its processes.
# Runs on Linux.
# Takes KNOWN: the addresses that the proxy names, with blanks between them.
# Takes FRONT: the port of the proxy itself.
# Takes LISTEN_ON: the port that nginx connects to.

command -v ss >/dev/null || { echo 'ss: command not found' >&2; exit 127; }
set -f
ss -Hltnp | sed -n 's/^[A-Z]* *[0-9]* *[0-9]* *[^ ]*:\([0-9]*\) .*users:(("\([^"]*\)",pid=\([0-9]*\),.*/\1 \3 \2/p' | sort -u | while read -r port pid program; do
  case "$program" in
    node*|MainThread|PM2*|python*|gunicorn*|uwsgi*|uvicorn*|ruby*|puma*|java*|php*|dotnet*|deno*|bun*|beam*|next-server*|npm*) ;;
    *) continue ;;
  esac
  case " $KNOWN " in *":$port "*) continue ;; esac
  if [ "$port" = "$FRONT" ]; then continue; fi
  names=no
  folder=$(readlink "/proc/$pid/cwd")
  for file in $(tr '\0' '\n' < "/proc/$pid/cmdline" | tail -n +2 | grep -v '^-') .env; do
    case "$file" in /*) ;; *) file="$folder/$file" ;; esac
    if [ -f "$file" ] && [ "$(stat -L -c %s -- "$file")" -lt 262144 ] && grep -qswF -- "$LISTEN_ON" "$file"; then names=yes; fi
  done
  printf 'candidate port=%s pid=%s program=%s names=%s\n' "$port" "$pid" "$program" "$names"
done
