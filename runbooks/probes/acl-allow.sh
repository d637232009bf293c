#!/usr/bin/env bash
# Prints nothing; it adds an entry that lets answers through for each network.
# Needs aws with ec2:CreateNetworkAclEntry.
# Runs on any system with bash.
# Takes ACL: the id of the network ACL.
# Takes DIRECTION: ingress for answers on their way in, egress for those on their way out.
# Takes NUMBERS: free rule numbers, as many as networks.
# Takes NETWORKS: the networks, with blanks between them.
# Takes REGION: the region of AWS.

# shellcheck disable=SC2086 # each number is a word of its own
set -- $NUMBERS
for network in $NETWORKS; do
  aws ec2 create-network-acl-entry --network-acl-id "$ACL" --rule-number "$1" --protocol tcp --port-range From=1024,To=65535 --cidr-block "$network" "--$DIRECTION" --rule-action allow --region "$REGION" || exit
  shift
done
