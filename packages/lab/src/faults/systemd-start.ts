import { apps } from './apps.ts'
import type { Unit } from './systemd-unit.ts'

/** The start of the unit fails before its program runs, or systemd waits for a sign that never comes. */
export const startUnits: Unit[] = [
  {
    id: 'systemd-217-user',
    cause: 'systemd-217-user',
    title: 'The user of the unit does not exist',
    extra: 'User=shopkeeper',
    isEnabled: true,
    words: ['ActiveState=failed', 'ExecMainStatus=217'],
    evidence: /217\/USER/,
  },
  {
    id: 'systemd-200-chdir',
    cause: 'systemd-200-chdir',
    title: 'The working directory of the unit was removed',
    directory: '/srv/shop/releases/41',
    isEnabled: true,
    words: ['ActiveState=failed', 'ExecMainStatus=200'],
    evidence: /200\/CHDIR/,
  },
  {
    id: 'systemd-environmentfile-missing',
    cause: 'systemd-environmentfile-missing',
    title: 'The environment file of the unit is not there',
    environment: 'Environment=PORT=3000\nEnvironmentFile=/etc/shop/shop.env',
    isEnabled: true,
    words: ['ActiveState=failed', 'Result=resources'],
    evidence: /Failed to load environment files/,
  },
  {
    id: 'systemd-226-namespace',
    cause: 'systemd-226-namespace-or-sandbox',
    title: 'The sandbox of the unit names a folder that is not there',
    extra: 'ProtectSystem=strict\nReadWritePaths=/srv/shop/uploads',
    isEnabled: true,
    words: ['ActiveState=failed', 'ExecMainStatus=226'],
    evidence: /226\/NAMESPACE/,
  },
  {
    id: 'systemd-type-notify',
    cause: 'systemd-start-timeout-or-type-mismatch',
    title: 'The unit is of Type=notify, and its program never says that it is ready',
    extra: 'Type=notify\nTimeoutStartSec=1\nRestart=no',
    fix: 'plain-type',
    isEnabled: true,
    words: ['ActiveState=failed', 'Result=timeout'],
    evidence: /start operation timed out/,
  },
  {
    id: 'systemd-boot-order',
    cause: 'boot-order-race',
    title: 'The application started before its database, ended, and was not started again',
    script: `const net = require('node:net')
net.connect(5432, '127.0.0.1').on('connect', () => {
${apps.hello}
})
`,
    extra: 'Restart=no',
    fix: 'start-again',
    isEnabled: true,
    files: {
      '/srv/database.cjs': "require('node:net').createServer(() => {}).listen(5432, '127.0.0.1')\n",
      '/etc/systemd/system/database.service':
        '[Service]\nExecStart=/usr/bin/node /srv/database.cjs\n[Install]\nWantedBy=multi-user.target\n',
    },
    after: async machine => {
      await machine.untilUnit('shop.service', ['ActiveState=failed'])
      await machine.run(['systemctl', 'enable', '--now', 'database.service'])
      await machine.untilListening(5432)
    },
    words: ['ActiveState=failed', 'ExecMainStatus=1'],
    evidence: /ECONNREFUSED 127\.0\.0\.1:5432/,
  },
]
