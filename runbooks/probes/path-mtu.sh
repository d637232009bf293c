#!/usr/bin/env bash
# Prints "link <name> mtu <bytes>", "small yes" when a small packet passes, and for sizes from large to small
# "told", "swallowed" or "passes".
# Needs ip (iproute2), ping (iputils).
# Runs on Linux.
# Takes HOST: the address.

for tool in ip ping; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
case "$HOST" in *:*) head=48 ;; *) head=28 ;; esac
link=$(ip -o route get "$HOST" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
mtu=$(ip -o link show dev "$link" | sed -n 's/.* mtu \([0-9]*\) .*/\1/p')
[ -n "$mtu" ] || exit 1
echo "link $link mtu $mtu"
ping -n -q -M "do" -c 1 -W 1 -s 200 "$HOST" >/dev/null 2>&1 && echo "small yes"
for size in "$mtu" "$mtu" 1492 1450 1420 1400 1350 1280 1200 1000 576; do
  if [ "$size" -le "$mtu" ]; then
    if said=$(ping -n -q -M "do" -c 1 -W 1 -s $((size - head)) "$HOST" 2>&1); then echo "passes $size"; break; fi
    case "$said" in *"too long"*|*"too large"*) echo "told $size" ;; *) echo "swallowed $size" ;; esac
  fi
done
true
