/** The runbook that a session starts with. */
export const FRONT = `
id: front
title: The shop fails
layer: symptom
summary: It asks the shop, and goes on where it fails.
reviewed: 2026-01-02
sources: [https://example.com]
inputs:
  url: { type: url, ask: Which URL fails? }
facts: { status: int, port: int }
start: probe
symptom: probe
steps:
  probe:
    check: Does the shop answer?
    why: One answer says more than any log.
    run: curl -sS {{url.href}}
    read: { regex: { pattern: 'status=(?<code>\\d+)' } }
    outcomes:
      fine: { when: 'code == "200"', label: it answers, healthy: true, go: healthy }
      failing: { otherwise: true, label: it fails, facts: { status: int(code) }, go: sockets }
  sockets:
    check: Does anything listen?
    why: Nothing can answer otherwise.
    run: ss -H -ltn
    needs: iproute2
    read: lines
    outcomes:
      yes-it-does: { when: count > 0, label: "{{port}} listens", facts: { port: 8080 + 0 }, go: to-back }
      nothing: { otherwise: true, label: nothing, cause: shop-gone, go: to-back }
    unknown: { go: seen }
  seen:
    ask: Did anybody see the shop?
    why: Only a person knows.
    outcomes:
      yes-they-did: { label: "yes", go: to-back }
      nobody: { label: nobody, go: unclear }
  to-back: { handoff: back, label: Look at the shop, nothing: unclear }
  healthy: { end: healthy, says: It answers. }
  unclear: { end: inconclusive, says: "Status {{status}}, and nobody knows why." }
`

/** The runbook that it hands off to. */
export const BACK = `
id: back
title: The shop is stopped
layer: process
summary: It looks for the process of the shop.
reviewed: 2026-01-02
sources: [https://example.com]
facts: { port: int }
inputs:
  port: { type: port, ask: On which port should the shop listen?, detected: true }
start: process
symptom: front/probe
steps:
  process:
    check: Does the shop run?
    why: A stopped shop cannot answer.
    run: pgrep -x shop
    accept: [0, 1]
    read: lines
    outcomes:
      runs: { when: exit_code == 0, label: it runs, rules_out: [shop-gone], go: not-here }
      gone: { otherwise: true, label: it does not run, cause: shop-gone, go: which }
  which:
    decide: Which shop is it?
    outcomes:
      ours: { when: fact.port == 8080, label: "ours, on {{port}}", go: stopped }
      other: { otherwise: true, label: another one, go: not-here }
  not-here: { end: nothing, says: Not here. }
  stopped:
    finding: shop-gone
    title: The shop on port {{port}} is stopped
    means: Its process is gone.
    prevent: Let a manager start it.
    fixes: [start, reset, rebuild]
fixes:
  start:
    title: Start the shop on port {{port}}
    risk: low
    time: 1 min
    impact: None.
    edits: [{ env_file: /etc/shop.env, key: PORT, value: "{{port}}" }]
    validate: check-shop
    apply: [start-shop]
    verify: symptom
    settle: 2s
    undo: { restore: files, after: stop-shop }
  reset:
    title: Reset the shop
    risk: medium
    time: 1 min
    impact: Carts are lost.
    apply: [reset-shop]
    verify: symptom
    settle: 1s
    undo: { run: stop-shop }
  rebuild:
    title: Rebuild the shop
    risk: high
    time: 5 min
    impact: Everything is lost.
    apply: [reset-shop, start-shop]
    verify: symptom
    undo: { none: The old state is gone. }
`
