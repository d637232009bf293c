#!/usr/bin/env bash
# Prints "instance=<name> code=<status>" twice for each instance of the application.
# Needs az with the right to read the application, curl.
# Runs on any system with bash.
# Takes GROUP: the resource group.
# Takes APP: the name of the application.
# Takes SUB: the subscription.
# Takes URL: the address that fails.

for tool in az curl; do
  command -v "$tool" >/dev/null || { echo "$tool: command not found" >&2; exit 127; }
done
names=$(az webapp list-instances -g "$GROUP" -n "$APP" --subscription "$SUB" --query "[].name" -o tsv) || exit 1
for name in $names; do
  for _ in 1 2; do
    code=$(curl -sS -g -m 10 -o /dev/null -w '%{http_code}' -H "Cookie: ARRAffinity=$name" "$URL") || code=000
    echo "instance=$name code=$code"
  done
done
