#!/usr/bin/env bash
# Prints the variables APACHE_… that the process runs with, or those of /etc/apache2/envvars, and "read=yes"
# at the end.
# Needs sed, grep, tr, and the right to read the environment of the process.
# Runs on Linux; the file is where Debian keeps it.
# Takes PID: the process id.

own=$(tr '\0' '\n' 2>/dev/null < "/proc/$PID/environ" | grep '^APACHE_')
if [ -n "$own" ]; then
  printf '%s\n' "$own"
elif [ -r /etc/apache2/envvars ]; then
  sed -n 's/^export \(APACHE_[A-Z_]*=.*\)$/\1/p' /etc/apache2/envvars | sed 's/[$]SUFFIX//'
fi
echo 'read=yes'
