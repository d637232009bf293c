#!/usr/bin/env bash
# Prints nothing; it gives a setting of the application its old value, or removes it.
# Needs az with the right to write the settings of the application.
# Runs on any system with bash.
# Takes NAME: the setting.
# Takes OLD: its old value; empty when there was none.
# Takes GROUP: the resource group.
# Takes APP: the name of the application.
# Takes SUB: the subscription.

if [ -n "$OLD" ]; then
  az webapp config appsettings set -g "$GROUP" -n "$APP" --subscription "$SUB" --settings "$NAME=$OLD" -o none
else
  az webapp config appsettings delete -g "$GROUP" -n "$APP" --subscription "$SUB" --setting-names "$NAME" -o none
fi
