#!/bin/bash
# What people run by hand or from a shell script when a site answers 502: it prints states and the ends of logs, and
# judges nothing. The lab compares its output with what a session names. Usage: plain-script.sh URL [LOG ...]
# NGINX_CONF names the configuration to test where it is not the system's own.
url=$1
shift

part() { printf '\n[%s]\n' "$1"; }

part 'the answer'
curl -g -sS -I -m 10 "$url"

part 'services'
for name in nginx apache2 httpd gunicorn uwsgi pm2; do
  printf '%s: ' "$name"
  timeout 10 systemctl is-active "$name" 2>&1 || true
done
timeout 10 systemctl list-units --all --no-pager --plain 2>&1 | grep -E 'nginx|apache2|httpd|gunicorn|uwsgi|pm2'

part 'common ports of applications'
for port in 8000 3000 8080 9000; do
  if timeout 5 bash -c "exec 3<>/dev/tcp/localhost/$port" 2>/dev/null; then state=open; else state=closed; fi
  printf '%s %s\n' "$port" "$state"
done

part 'logs'
for log in /var/log/nginx/error.log /var/log/apache2/error.log /var/log/httpd/error_log "$@"; do
  [ -f "$log" ] || continue
  printf '%s:\n' "$log"
  tail -n 100 "$log" | grep -iE '502|bad gateway|upstream' | tail -n 5
done

part 'the machine'
uptime
free -h | grep Mem
df -h / | tail -n 1

part 'configurations'
if command -v nginx >/dev/null; then timeout 10 nginx -t ${NGINX_CONF:+-c "$NGINX_CONF"} 2>&1; fi
if command -v apache2ctl >/dev/null; then timeout 10 apache2ctl configtest 2>&1; fi
exit 0
