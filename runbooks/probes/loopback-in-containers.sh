#!/usr/bin/env bash
# Prints "container= name= status=" for each container in which something listens on the port of its own
# loopback alone.
# Needs docker, nsenter (util-linux), ss, curl, root.
# Runs on Linux with Docker.
# Takes PORT: the port.
# Takes VHOST: the Host header to send.
# Takes URL_PATH: the path to ask for.
# Takes FORMAT: the template for docker inspect.

for tool in docker nsenter ss curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
set -o pipefail
docker ps -q | xargs -r docker inspect --type container --format "$FORMAT" | while read -r pid id name; do
  found=$(nsenter -t "$pid" -n ss -Hltn "sport = :$PORT")
  case "$found" in *" 127.0.0."*) continue ;; *:"$PORT"*) ;; *) continue ;; esac
  status=$(nsenter -t "$pid" -n curl -sS -g -o /dev/null -m 5 -w '%{http_code}' -H "Host: $VHOST" "http://127.0.0.1:$PORT$URL_PATH" || true)
  printf 'container=%s name=%s status=%s\n' "$id" "${name#/}" "$status"
done
