import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveCommand } from '../../../packages/engine/src/command/resolve.ts'
import { loadBundle } from '../../../packages/engine/src/node/load.ts'
import { parseProbe, placeIn } from '../../../packages/engine/src/runbook/probe.ts'
import type { Runbook } from '../../../packages/engine/src/runbook/schema.ts'
import type { CheckStep } from '../../../packages/engine/src/runbook/schema-step.ts'

const TEXT = `#!/usr/bin/env bash
# Prints the sockets that listen on the port,
# one line each.
# Needs ss (iproute2).
# Runs on Linux.
# shellcheck disable=SC2086
# Takes PORT: the port.
# Takes FAMILY: -4 or -6.

ss -Hltn "$FAMILY" "sport = :$PORT" |
  sort
`

const RUNBOOK = `id: port
title: A port
layer: test
summary: A port.
reviewed: 2026-01-02
sources: [https://example.com]
start: look
steps:
  look:
    check: Does it listen?
    why: It may not.
    probe: listens
    env: { PORT: "80", FAMILY: "-4" }
    read: lines
    outcomes: { all: { otherwise: true, label: seen, go: seen } }
  seen:
    finding: port-seen
    title: It was seen
    means: It listens.
    prevent: Nothing to prevent.
    fixes: [again]
fixes:
  again:
    title: Look again
    risk: low
    time: 1 min
    impact: None.
    validate: { probe: listens, env: { PORT: "81", FAMILY: "-4" } }
    apply: [{ probe: listens, env: { PORT: "82", FAMILY: "-4" } }]
    verify: { probe: listens, env: { PORT: "83", FAMILY: "-4" }, read: lines, when: "true" }
    undo: { run: { probe: listens, env: { PORT: "84", FAMILY: "-4" } } }
`

describe('a probe', () => {
  it('says in its head what it prints, needs, runs on and takes', () => {
    expect(parseProbe(TEXT, 'runbooks/probes/listens.sh')).toEqual({
      name: 'listens',
      file: 'runbooks/probes/listens.sh',
      prints: 'the sockets that listen on the port, one line each.',
      needs: 'ss (iproute2).',
      runsOn: 'Linux.',
      takes: new Map([
        ['PORT', 'the port.'],
        ['FAMILY', '-4 or -6.'],
      ]),
      script: 'ss -Hltn "$FAMILY" "sport = :$PORT" |\n  sort',
      headLines: 9,
    })
  })

  it('knows where a place of its script stands in its file', () => {
    const probe = parseProbe(TEXT, 'listens.sh')
    expect(placeIn(probe, probe.script.indexOf('sort'))).toEqual({ line: 11, column: 3 })
  })

  it('can be read whatever its text', () => {
    for (const text of ['', '\n', '# Prints', '#', 'true'])
      expect(parseProbe(text, 'x.sh')).toMatchObject({ prints: '', script: text === 'true' ? 'true' : '' })
  })
})

describe('a runbook that names a probe', () => {
  it('carries its script in checks and in each part of a fix, with its name as bash’s own', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'runbook-probe-'))
    try {
      mkdirSync(path.join(folder, 'probes'))
      writeFileSync(path.join(folder, 'port.yaml'), RUNBOOK)
      writeFileSync(path.join(folder, 'probes/listens.sh'), TEXT)
      const { steps, fixes } = loadBundle(folder).get('port') as Runbook
      const { script } = parseProbe(TEXT, '')
      const resolved = resolveCommand(steps.look as CheckStep, {})
      expect(resolved).toMatchObject({
        ok: true,
        command: { argv: ['bash', '-c', script, 'listens'], env: { PORT: '80', FAMILY: '-4' } },
      })
      const { validate, apply, verify, undo } = fixes?.again ?? {}
      for (const command of [validate, apply?.[0], verify, (undo as { run: unknown }).run])
        expect(command).toMatchObject({ probe: 'listens', script })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
