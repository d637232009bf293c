import { serve } from '@runbook/stack'
import { probe } from '../run/probe.ts'
import { hello } from './apps.ts'
import { folder, type Unit, unitText } from './systemd-unit.ts'

/** The unit started, and systemd or one of its limits ends or holds back what runs in it. */
export const runUnits: Unit[] = [
  {
    id: 'systemd-oom-kill',
    cause: 'systemd-oom-kill',
    title: 'The program of the unit outgrows MemoryMax and is killed',
    exec: "/bin/sh -c 'sleep 0.2; exec tail /dev/zero'",
    extra: 'MemoryMax=40M\nMemorySwapMax=0\nRestart=no',
    isEnabled: true,
    alone: true,
    words: ['ActiveState=failed'],
    evidence: /Result=(?:oom-kill|signal)/,
  },
  {
    id: 'systemd-limitnofile',
    cause: 'systemd-limitnofile',
    title: 'The application has as many files open as LimitNOFILE allows, and resets each connection',
    script: `${serve(hello)}
const fs = require('node:fs')
setInterval(() => {
  try {
    fs.openSync('/dev/null')
  } catch {}
}, 2)
`,
    extra: 'LimitNOFILE=60',
    isEnabled: true,
    after: machine =>
      machine.untilPrints(['sh', '-c', 'ls /proc/$(systemctl show -P MainPID shop)/fd | wc -l'], /^(?:59|60)$/m),
    words: ['ActiveState=active'],
    evidence: /ActiveState=active/,
    shows: { log: /prematurely closed|104: Connection reset|timed out/, status: [502, 504] },
  },
  {
    id: 'systemd-daemon-reload-needed',
    cause: 'systemd-daemon-reload-needed',
    title: 'The port of the unit was changed on disk, and systemd was not told',
    environment: 'Environment=PORT=3001 HOST=127.0.0.1',
    fix: 'reload-and-restart',
    isEnabled: true,
    after: async machine => {
      await machine.untilListening(3001)
      // A later second than that in which systemd read the file.
      await machine.run(['touch', '-d', '-1 minute', `${folder}/shop.service`])
      await machine.run(['systemctl', 'daemon-reload'])
      await machine.write(`${folder}/shop.service`, unitText({}))
    },
    words: ['ActiveState=active'],
    evidence: /ActiveState=active/,
  },
  {
    id: 'systemd-socket-activation',
    cause: 'systemd-socket-activation',
    title: 'A socket unit holds the port that the application wants to open itself',
    fix: 'without-socket-unit',
    extra: 'Restart=no',
    files: {
      [`${folder}/shop.socket`]: '[Socket]\nListenStream=127.0.0.1:3000\n[Install]\nWantedBy=sockets.target\n',
    },
    after: machine => machine.run(['systemctl', 'enable', '--now', 'shop.socket']),
    paths: ['', '', '', '', '', '', ''],
    words: ['ActiveState=failed'],
    evidence: /EADDRINUSE|repeated too quickly/,
  },
  {
    id: 'systemd-clean-exit',
    cause: 'systemd-clean-exit-not-restarted',
    title: 'The application ends with status 0 after an error, and Restart=on-failure leaves it there',
    script: `process.on('uncaughtException', () => process.exit(0))
${serve(`if (request.url === '/checkout') throw new Error('no such basket')\n${hello}`)}`,
    fix: 'restart-always',
    isEnabled: true,
    after: machine => machine.untilListening(3000),
    paths: ['checkout'],
    words: ['ActiveState=inactive', 'ExecMainStatus=0'],
    evidence: /Deactivated successfully/,
  },
  {
    id: 'systemd-watchdog',
    cause: 'systemd-watchdog',
    title: 'The application does not report to the watchdog of its unit and is aborted',
    extra: 'WatchdogSec=1\nRestart=no\nLimitCORE=0',
    isEnabled: true,
    words: ['ActiveState=failed', 'Result=watchdog'],
    evidence: /Watchdog timeout/,
  },
  {
    id: 'systemd-stop-sigkill',
    cause: 'systemd-stop-sigkill',
    title: 'A restart killed the application, which ignores SIGTERM, in the middle of its requests',
    script: `process.on('SIGTERM', () => {})
${serve(`if (request.url === '/?report') return\n${hello}`)}`,
    extra: 'TimeoutStopSec=1\nRestart=on-failure',
    isEnabled: true,
    after: async machine => {
      await machine.untilListening(3000)
      const report = probe('http://127.0.0.1/?report', machine)
      await machine.run(['systemctl', 'restart', 'shop.service'])
      await report
      await machine.untilListening(3000)
    },
    words: ['ActiveState=active'],
    evidence: /stop-sigterm' timed out/,
    shows: { status: [200], log: /prematurely closed|104: Connection reset/ },
  },
  {
    id: 'systemd-task-limit',
    cause: 'task-limit',
    title: 'The unit has as many tasks as it may, and the application cannot start its helper',
    script: `const { spawn } = require('node:child_process')
${serve(`const helper = spawn('/bin/true')
helper.on('error', () => request.socket.destroy())
helper.on('exit', () => response.end('done\\n'))`)}
for (let i = 0; i < 40; i++) spawn('/bin/sleep', ['1000']).on('error', () => {})
`,
    extra: 'TasksMax=24',
    fix: 'more-tasks',
    isEnabled: true,
    after: async machine => {
      await machine.untilPrints(['systemctl', 'show', '-P', 'TasksCurrent', 'shop'], /^24$/m)
      await machine.untilListening(3000)
    },
    words: ['ActiveState=active'],
    evidence: /ActiveState=active/,
    shows: { log: /prematurely closed|104: Connection reset/ },
  },
  {
    id: 'systemd-cpu-quota',
    cause: 'cpu-or-io-saturation',
    title: 'CPUQuota holds the application back, and each answer takes longer than nginx waits',
    script: serve(`const until = process.cpuUsage().user + 60_000
while (process.cpuUsage().user < until);
${hello}`),
    extra: 'CPUQuota=1%',
    isEnabled: true,
    alone: true,
    // With a hundredth of a CPU node takes long to start.
    after: machine => machine.untilListening(3000, 60_000),
    words: ['ActiveState=active'],
    evidence: /ActiveState=active/,
    shows: { status: [504], log: /timed out \(110: Connection timed out\) while reading response header/ },
  },
  {
    id: 'systemd-privileged-port',
    cause: 'node-eacces-port',
    title: 'The application runs as an ordinary user and wants a port below 1024',
    environment: 'Environment=PORT=81 HOST=127.0.0.1',
    port: 81,
    extra: 'User=www-data\nRestart=no',
    isEnabled: true,
    words: ['ActiveState=failed', 'ExecMainStatus=1'],
    evidence: /listen EACCES: permission denied/,
  },
]
