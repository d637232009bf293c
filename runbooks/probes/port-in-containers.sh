#!/usr/bin/env bash
# Prints "place= pid=" for each container in which something listens on the port, and for the host.
# Needs docker, nsenter (util-linux), ss, root.
# Runs on Linux with Docker.
# Takes PORT: the port.
# Takes FORMAT: the template for docker inspect.

for tool in docker nsenter ss; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
set -o pipefail
docker ps -q | xargs -r docker inspect --type container --format "$FORMAT" | while read -r pid name; do
  found=$(nsenter -t "$pid" -n ss -Hltn "sport = :$PORT")
  if [ -n "$found" ]; then printf 'place=%s pid=%s\n' "${name#/}" "$pid"; fi
done
found=$(ss -Hltn "sport = :$PORT")
if [ -n "$found" ]; then echo 'place=host.docker.internal pid=0'; fi
