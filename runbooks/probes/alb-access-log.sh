#!/usr/bin/env bash
# Prints the lines of the newest 12 log files with a status of 4xx or 5xx, without query strings, and a line
# of counts.
# Needs aws with s3:ListBucket and s3:GetObject, awk, zcat.
# Runs on any system with bash; date is GNU or BSD.
# Takes BUCKET: the bucket that the load balancer logs to.
# Takes PREFIX: the prefix of its keys, with a slash at the end; empty for none.
# Takes ACCOUNT: the account id.
# Takes REGION: the region of AWS.
# Takes NAME: the load balancer as its log files name it.
# Takes SINCE: the first second that is asked for, since the epoch.

set -o pipefail
from=$(date -u -d "@$SINCE" +%Y%m%dT%H%MZ 2>/dev/null || date -u -r "$SINCE" +%Y%m%dT%H%MZ) || exit 1
keys=
for day in $(printf '%s\n%s\n' "$(printf '%s' "$from" | cut -c1-8)" "$(date -u +%Y%m%d)" | sort -u); do
  folder=$(printf '%s' "$day" | sed 's,\(....\)\(..\)\(..\),\1/\2/\3,')
  place="${PREFIX}AWSLogs/$ACCOUNT/elasticloadbalancing/$REGION/$folder/${ACCOUNT}_elasticloadbalancing_${REGION}_${NAME}_"
  found=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "$place" --start-after "$place$from" --query 'Contents[].[Key]' --output text --region "$REGION") || exit 255
  keys=$(printf '%s\n%s\n' "$keys" "$found" | tr '\t' '\n' | awk 'NF > 0 && $0 != "None"')
done
count=$(printf '%s\n' "$keys" | awk 'NF > 0' | wc -l | tr -d ' ')
printf '%s\n' "$keys" | awk 'NF > 0' | tail -n 12 | while read -r key; do
  aws s3 cp "s3://$BUCKET/$key" - --region "$REGION" | zcat -f || exit 255
done | awk -v count="$count" '{ lines++ } $9 ~ /^[45]/ { gsub(/\?[^ "]*/, ""); if (kept++ < 2000) print } END { printf "runbook-alb-log files=%d lines=%d failed=%d\n", count, lines, kept }'
