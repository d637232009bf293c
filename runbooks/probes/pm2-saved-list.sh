#!/usr/bin/env bash
# Prints "home= user= path=" of the saved list of PM2 that starts an application on the port.
# Needs grep, sed, stat.
# Runs on Linux.
# Takes GIVEN: the PM2 home to look in first.
# Takes LISTEN_ON: the port that nginx connects to.

for home in "$GIVEN" /root/.pm2 /home/*/.pm2 /srv/*/.pm2 /var/www/.pm2 /opt/*/.pm2; do
  dump=$home/dump.pm2
  if [ -f "$dump" ] && grep -qF -e "\"PORT\": \"$LISTEN_ON\"" -e "\"PORT\": $LISTEN_ON," "$dump"; then
    printf 'home=%s user=%s path=%s\n' "$home" "$(stat -c %U "$dump")" "$(sed -n 's/.*"PATH": "\([^"]*\)".*/\1/p' "$dump" | head -n 1)"
    exit
  fi
done
