#!/usr/bin/env bash
# Prints "state=<there or missing> mode= owner= folder=" of the nearest folder of the file that exists.
# Needs stat (GNU coreutils).
# Runs on Linux.
# Takes FILE: the file that could not be written.

folder=$(dirname -- "$FILE")
while [ ! -d "$folder" ] && [ "$folder" != / ]; do
  folder=$(dirname -- "$folder")
  if [ -d "$folder" ] && [ ! -x "$folder" ]; then exit 3; fi
done
if [ "$folder" = "$(dirname -- "$FILE")" ]; then state=there; else state=missing; fi
stat -L -c "state=$state mode=%a owner=%U folder=%n" -- "$folder"
