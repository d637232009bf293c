import type { Fault } from './fault.ts'
import { apacheFaults } from './faults/apache.ts'
import { apacheTrustFaults } from './faults/apache-trust.ts'
import { refusingFaults } from './faults/app-refuses.ts'
import { bodyFaults } from './faults/body.ts'
import { connectFaults } from './faults/connect.ts'
import { dnsFaults } from './faults/dns.ts'
import { runtimeDnsFaults } from './faults/dns-runtime.ts'
import { dockerFaults } from './faults/docker.ts'
import { dockerProxyFaults } from './faults/docker-proxy.ts'
import { firewallFaults } from './faults/firewall.ts'
import { groupFaults } from './faults/group.ts'
import { gunicornFaults } from './faults/gunicorn.ts'
import { haproxyFaults } from './faults/haproxy.ts'
import { healthyLayouts } from './faults/healthy.ts'
import { memoryFaults } from './faults/memory.ts'
import { mtuFaults } from './faults/mtu.ts'
import { networkFaults } from './faults/network.ts'
import { healthyWays } from './faults/network-healthy.ts'
import { answerFaults } from './faults/nginx-answers.ts'
import { nginxFaults } from './faults/nginx-itself.ts'
import { sandboxFaults } from './faults/nginx-sandbox.ts'
import { storageFaults } from './faults/nginx-storage.ts'
import { nginxUnitFaults } from './faults/nginx-unit.ts'
import { nodeFaults } from './faults/node-app.ts'
import { nodeCrashFaults } from './faults/node-crash.ts'
import { nodeLiveFaults } from './faults/node-live.ts'
import { phpFpmFaults } from './faults/php-fpm.ts'
import { pm2Faults } from './faults/pm2.ts'
import { morePm2Faults } from './faults/pm2-more.ts'
import { protocolFaults } from './faults/protocol.ts'
import { responseFaults } from './faults/response.ts'
import { systemdFaults } from './faults/systemd.ts'
import { tlsFaults } from './faults/tls.ts'
import { handshakeFaults } from './faults/tls-handshake.ts'
import { verifyFaults } from './faults/tls-verify.ts'
import { unixSocketFaults } from './faults/unix-sockets.ts'
import { uploadFaults } from './faults/uploads.ts'
import { uwsgiFaults } from './faults/uwsgi.ts'
import { upgradeFaults } from './faults/websocket.ts'

/** Every fault of the lab, and the healthy layouts. */
export const faults: readonly Fault[] = [
  ...apacheFaults,
  ...apacheTrustFaults,
  ...haproxyFaults,
  ...connectFaults,
  ...unixSocketFaults,
  ...networkFaults,
  ...firewallFaults,
  ...groupFaults,
  ...sandboxFaults,
  ...responseFaults,
  ...bodyFaults,
  ...refusingFaults,
  ...uploadFaults,
  ...upgradeFaults,
  ...mtuFaults,
  ...tlsFaults,
  ...verifyFaults,
  ...handshakeFaults,
  ...dnsFaults,
  ...runtimeDnsFaults,
  ...nginxFaults,
  ...storageFaults,
  ...answerFaults,
  ...nginxUnitFaults,
  ...nodeFaults,
  ...nodeCrashFaults,
  ...nodeLiveFaults,
  ...pm2Faults,
  ...morePm2Faults,
  ...systemdFaults,
  ...memoryFaults,
  ...dockerFaults,
  ...dockerProxyFaults,
  ...gunicornFaults,
  ...uwsgiFaults,
  ...phpFpmFaults,
  ...protocolFaults,
  ...healthyLayouts,
  ...healthyWays,
]
