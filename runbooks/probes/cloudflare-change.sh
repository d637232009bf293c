#!/usr/bin/env bash
# Prints what Cloudflare's API says of a change; it fails when the API refuses it.
# Needs curl, and CLOUDFLARE_API_TOKEN with the right to edit the resource.
# Runs on any system with bash.
# Takes METHOD: PATCH or POST.
# Takes RESOURCE: the path below /client/v4/.
# Takes BODY: the JSON to send.

token=${CLOUDFLARE_API_TOKEN:-${CF_API_TOKEN:-}}
[ -n "$token" ] || { echo "no CLOUDFLARE_API_TOKEN" >&2; exit 1; }
curl -sS --fail-with-body -g -m 30 -X "$METHOD" -H @- -H 'Content-Type: application/json' -d "$BODY" \
  "https://api.cloudflare.com/client/v4/$RESOURCE" <<< "Authorization: Bearer $token"
