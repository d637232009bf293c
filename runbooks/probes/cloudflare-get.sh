#!/usr/bin/env bash
# Prints what Cloudflare's API says of a resource, and the status on a line of its own.
# Needs curl, and CLOUDFLARE_API_TOKEN with the right to read the resource.
# Runs on any system with bash.
# Takes RESOURCE: the path below /client/v4/, with its query.

token=${CLOUDFLARE_API_TOKEN:-${CF_API_TOKEN:-}}
[ -n "$token" ] || { echo "no CLOUDFLARE_API_TOKEN" >&2; exit 1; }
curl -sS -g -m 15 -H @- -w '\n%{http_code}\n' "https://api.cloudflare.com/client/v4/$RESOURCE" <<< "Authorization: Bearer $token"
