#!/usr/bin/env bash
# Prints what nginx -t says of the configuration, asked for by nobody so that it creates no file.
# Needs nginx, and runuser (util-linux) as root.
# Runs on Linux.
# Takes CONF: the main configuration file; empty for the built-in one.

if [ "$(id -u)" = 0 ]; then
  if [ -n "$CONF" ]; then runuser -u nobody -- nginx -t -c "$CONF"; else runuser -u nobody -- nginx -t; fi
else
  if [ -n "$CONF" ]; then nginx -t -c "$CONF"; else nginx -t; fi
fi
