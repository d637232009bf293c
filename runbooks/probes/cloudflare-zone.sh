#!/usr/bin/env bash
# Prints what the API says of the zone that the name belongs to, and the status on a line of its own.
# Needs curl, and CLOUDFLARE_API_TOKEN with Zone:Read.
# Runs on any system with bash.
# Takes HOST: the name that fails.

token=${CLOUDFLARE_API_TOKEN:-${CF_API_TOKEN:-}}
[ -n "$token" ] || { echo "no CLOUDFLARE_API_TOKEN" >&2; exit 1; }
name=$HOST
while :; do
  answer=$(curl -sS -g -m 15 -H @- -w '\n%{http_code}\n' "https://api.cloudflare.com/client/v4/zones?name=$name" <<< "Authorization: Bearer $token") || exit
  case $answer in *'"id"'* | *'"success":false'*) break ;; esac
  case $name in *.*.*) name=${name#*.} ;; *) break ;; esac
done
printf '%s\n' "$answer"
