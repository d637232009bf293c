/** Causes that a shipped runbook names and the lab does not set up, and why. */
export const notProven: Record<string, string> = {
  'antivirus-or-waf-in-between': 'takes the product of a vendor between nginx and the application',
  'clock-skew': 'the clock is one for the whole machine',
  'conntrack-table-full': 'the limit is one for the whole machine',
  'disk-readonly-or-io-error': 'takes a disk that fails',
  'selinux-denies-connect': 'takes a kernel with SELinux',
  'system-fd-table-full': 'the limit is one for the whole machine, and reaching it stops everything else',
}
