#!/usr/bin/env bash
# Prints nothing; it adds or deletes one rule that accepts connections to the port.
# Needs iptables or ip6tables, root.
# Runs on Linux.
# Takes ACTION: -I to insert, -D to delete.
# Takes FAMILY: ip or ip6.
# Takes CHAIN: the chain.
# Takes HOOK: input for connections over loopback.
# Takes HOST: the address of the rule.
# Takes PORT: the port.

case "$FAMILY" in ip6) set -- ip6tables ;; *) set -- iptables ;; esac
set -- "$@" "$ACTION" "$CHAIN" -d "$HOST" -p tcp --dport "$PORT" -m comment --comment runbook -j ACCEPT
case "$HOOK" in input) set -- "$@" -i lo ;; esac
"$@"
