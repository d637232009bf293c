#!/usr/bin/env bash
# Prints the configuration files that HAProxy was started with, each behind "# configuration file <path>:".
# Needs the right to look into /proc of its processes, and to read the files.
# Runs on Linux.
# Takes PID: the process id.

folder=$(readlink "/proc/$PID/cwd") || folder=/
take=
tr '\0' '\n' < "/proc/$PID/cmdline" | while IFS= read -r word; do
  case "$take" in
    C) case "$word" in /*) folder=$word ;; *) folder="$folder/$word" ;; esac ;;
    f)
      case "$word" in /*) path=$word ;; *) path="$folder/$word" ;; esac
      if [ -d "$path" ]; then
        for file in "$path"/*.cfg; do printf '# configuration file %s:\n' "$file"; cat -- "$file"; echo; done
      else
        printf '# configuration file %s:\n' "$path"
        cat -- "$path"
        echo
      fi
      ;;
  esac
  case "$word" in -f) take=f ;; -C) take=C ;; -*) take= ;; *) if [ "$take" != f ]; then take=; fi ;; esac
done
