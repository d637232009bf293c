#!/usr/bin/env bash
# Prints "unit= socket= failed=" for each systemd unit that names the port or socket, itself or in a file that
# it reads.
# Needs systemctl, grep, sed, and the right to read the files.
# Runs on Linux with systemd.
# Takes LISTEN_ON: the port, or the path of the socket, that nginx connects to.

command -v systemctl >/dev/null || { echo 'systemctl: command not found' >&2; exit 127; }
for file in /etc/systemd/system/*.service /run/systemd/system/*.service /usr/local/lib/systemd/system/*.service /usr/lib/systemd/system/*.service; do
  if [ -f "$file" ]; then
    name=$(basename -- "$file")
    text=$(cat -- "$file" "/etc/systemd/system/$name.d"/*.conf 2>/dev/null | grep -vE '^ *[#;]|^(Documentation|Description)=')
    named=$(printf '%s\n' "$text" | sed -n -e 's/^EnvironmentFile=-\{0,1\}//p' -e 's/^ExecStart=[-@:+!]*//p' | tr ' ' '\n' | grep '^/' | head -n 20)
    more=$(printf '%s\n' "$named" | while IFS= read -r path; do
      if [ -f "$path" ] && [ "$(stat -L -c %s -- "$path")" -lt 262144 ]; then cat -- "$path" 2>/dev/null | tr -d '\0'; fi
    done)
    if printf '%s\n%s\n' "$text" "$more" | grep -qwF -- "$LISTEN_ON"; then
      failed=no
      if systemctl is-failed --quiet -- "$name"; then failed=yes; fi
      printf 'unit=%s socket= failed=%s\n' "$name" "$failed"
    fi
  fi
done
for file in /etc/systemd/system/*.socket /run/systemd/system/*.socket; do
  if [ -f "$file" ] && sed -n 's/^ListenStream=//p' "$file" | grep -qwF -- "$LISTEN_ON"; then
    service=$(sed -n 's/^Service=//p' "$file")
    printf 'unit=%s socket=%s failed=no\n' "${service:-$(basename -- "$file" .socket).service}" "$(basename -- "$file")"
  fi
done
