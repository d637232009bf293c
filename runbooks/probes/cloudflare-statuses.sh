#!/usr/bin/env bash
# Prints what the API says of the failed requests of the last hour, and the status on a line of its own.
# Needs curl, GNU date, and CLOUDFLARE_API_TOKEN with Analytics:Read.
# Runs on Linux.
# Takes ZONE: the id of the zone.
# Takes HOST: the name that fails.

token=${CLOUDFLARE_API_TOKEN:-${CF_API_TOKEN:-}}
[ -n "$token" ] || { echo "no CLOUDFLARE_API_TOKEN" >&2; exit 1; }
start=$(date -u -d '-60 minutes' +%Y-%m-%dT%H:%M:%SZ)
# shellcheck disable=SC2016 # the names with a dollar sign are variables of GraphQL
curl -sS -g -m 15 -H @- -H 'Content-Type: application/json' -w '\n%{http_code}\n' -d '{"query":"query($z:String!,$s:Time!,$h:String!){viewer{zones(filter:{zoneTag:$z}){httpRequestsAdaptiveGroups(limit:50,filter:{datetime_geq:$s,clientRequestHTTPHost:$h,edgeResponseStatus_geq:499},orderBy:[count_DESC]){count dimensions{edgeResponseStatus originResponseStatus coloCode}}}}}","variables":{"z":"'"$ZONE"'","s":"'"$start"'","h":"'"$HOST"'"}}' https://api.cloudflare.com/client/v4/graphql <<< "Authorization: Bearer $token"
