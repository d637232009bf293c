#!/usr/bin/env bash
# Prints the answer with its headers to the same URL with a query that no cache has seen.
# Needs curl.
# Runs on any system with bash.
# Takes URL: the address that fails.
# Takes SINCE: a number that makes the query new.

case "$URL" in
  *\?*) mark="&runbook=$SINCE" ;;
  *) mark="?runbook=$SINCE" ;;
esac
curl -sS -g -i -m 15 -k "${URL%%#*}$mark"
