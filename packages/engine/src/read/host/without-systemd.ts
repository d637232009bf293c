/** True for the words of systemd's tools on a machine that another init system was started on (systemctl(1)). */
export function isWithoutSystemd(said: string): boolean {
  return /not been booted with systemd/i.test(said)
}
