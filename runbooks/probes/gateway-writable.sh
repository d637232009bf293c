#!/usr/bin/env bash
# Prints why a write to the gateway would do harm; nothing and exit code 0 when it can be written.
# Needs az with the right to read the gateway, getent.
# Runs on Linux.
# Takes GATEWAY: the resource id of the gateway, as a path of the management API with its address.

state=$(az rest --method get --url "$GATEWAY?api-version=2022-05-01" --query properties.provisioningState --output tsv) || exit 1
if [ "$state" != Succeeded ]; then echo "the gateway is in the state $state; let the other change end first" >&2; exit 1; fi
names=$(az rest --method get --url "$GATEWAY?api-version=2022-05-01" --query "properties.backendAddressPools[].properties.backendAddresses[].fqdn" --output tsv) || exit 1
for name in $names; do
  if ! getent ahosts "$name" >/dev/null; then
    echo "$name, in a pool of this gateway, does not resolve here; a write makes the gateway look all names up again and forget the address it still knows" >&2
    exit 1
  fi
done
