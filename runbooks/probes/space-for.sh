#!/usr/bin/env bash
# Prints "total= free= inodes= mount=" of the file system that the file belongs to; kilobytes.
# Needs df, awk.
# Runs on Linux.
# Takes FILE: the file that could not be written.

folder=$(dirname -- "$FILE")
while [ ! -d "$folder" ] && [ "$folder" != / ]; do folder=$(dirname -- "$folder"); done
space=$(df -Pk -- "$folder" | awk 'NR == 2 { print "total=" $2 " free=" $4 }') || exit
inodes=$(df -Pi -- "$folder" | awk 'NR == 2 { print "inodes=" ($2 > 0 ? $4 : -1) }') || exit
mount=$(df -P -- "$folder" | awk 'NR == 2 { print $6 }')
printf '%s %s mount=%s\n' "$space" "$inodes" "$mount"
