/** How far a zone such as `+0100`, `-03:30` or `Z` is ahead of UTC, in ms. Logs of local time have to be moved back by it. */
export function zoneOffsetMs(zone = '+0000'): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' && ahead > 0 ? -ahead : ahead
}
