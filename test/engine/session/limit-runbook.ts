/** A service that fails until its quota is raised in a cloud; that it was raised, only the cloud's tool tells. */
export const LIMIT = `
id: front
title: The shop fails
layer: symptom
summary: It asks the shop, and finds its quota used up.
reviewed: 2026-01-02
sources: [https://example.com]
inputs:
  url: { type: url, ask: Which URL fails? }
start: probe
symptom: probe
steps:
  probe:
    check: Does the shop answer?
    why: One answer says more than any log.
    run: curl -sS {{url.href}}
    read: { regex: { pattern: 'status=(?<code>\\d+)' } }
    needs: curl
    outcomes:
      fine: { when: 'code == "200"', label: it answers, healthy: true, go: healthy }
      failing: { otherwise: true, label: it fails, go: used-up }
  healthy: { end: healthy, says: It answers. }
  used-up:
    finding: quota-used-up
    title: The quota is used up
    means: The cloud refuses more.
    prevent: Ask for more in time.
    fixes: [raise, raise-for-all]
fixes:
  raise:
    title: Raise the quota
    risk: low
    time: 1 min
    impact: None.
    apply: [raise-quota]
    verify:
      run: aws service-quotas get-it
      at: here
      read: { cloud-json: { provider: aws, key: Quota, fields: { value: { path: Quota.Value, type: int } } } }
      when: value == 2
    settle: 1s
    undo: { run: lower-quota }
  raise-for-all:
    title: Raise the quota of everybody
    risk: low
    time: 1 min
    impact: None.
    apply: [raise-quota]
    verify: symptom
    settle: 1s
    undo: { run: lower-quota }
`
