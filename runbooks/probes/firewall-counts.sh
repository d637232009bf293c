#!/usr/bin/env bash
# Prints "counts=more" when a rule of the host that drops or rejects counts a request that is made meanwhile,
# else "counts=same".
# Needs iptables, nsenter (util-linux), curl, root.
# Runs on Linux with Docker.
# Takes FROM: the process id in whose network the request begins.
# Takes ADDRESS: the address to connect to.
# Takes PORT: the port of the container.

for tool in iptables nsenter curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
before=$(iptables -t filter -nvxL FORWARD; iptables -t filter -nvxL DOCKER-USER) || true
timeout 3 nsenter -t "$FROM" -n curl -sS -g -o /dev/null -m 2 "http://$ADDRESS:$PORT/" || true
after=$(iptables -t filter -nvxL FORWARD; iptables -t filter -nvxL DOCKER-USER) || true
dropped() { printf '%s\n' "$1" | sed -n 's/^ *\([0-9]*\) .* \(DROP\|REJECT\) .*/\1/p' | tr '\n' ' '; }
if [ "$(dropped "$before")" = "$(dropped "$after")" ]; then echo counts=same; else echo counts=more; fi
