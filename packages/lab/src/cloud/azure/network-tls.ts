import type { Scenario } from '../scenario.ts'
import { type Health, healthyPool } from './network.ts'
import { failing } from './network-probe.ts'
import { behindGateway, setsPart } from './network-scenario.ts'

const https = { setting: { port: 443, protocol: 'Https', hostName: 'shop.example.com' }, probe: { protocol: 'Https' } }

/** Each sentence about a certificate, as the documentation gives it, and its cause. */
const sentences: readonly (readonly [id: string, cause: string, log: string])[] = [
  [
    'cn',
    'agw-backend-cert-cn-mismatch',
    'The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.',
  ],
  [
    'cn-older',
    'agw-backend-cert-cn-mismatch',
    'The Common Name (CN) of the backend certificate does not match the host header entered in the health probe configuration (v2 SKU) or the FQDN in the backend pool (v1 SKU).',
  ],
  [
    'server-ca-older',
    'agw-server-cert-not-well-known-ca',
    'The server certificate used by the backend is not signed by a well-known Certificate Authority (CA). Whitelist the backend certificate on the Application Gateway by uploading its root certificate.',
  ],
  [
    'expired',
    'agw-backend-cert-expired',
    'Backend certificate is invalid. Current date is not within the "Valid from" and "Valid to" date range on the certificate.',
  ],
  [
    'intermediate-missing',
    'agw-intermediate-missing',
    'The Intermediate certificate is missing from the certificate chain presented by the backend server. Ensure the certificate chain is complete and correctly ordered on the backend server.',
  ],
  [
    'leaf-missing',
    'agw-leaf-missing',
    'The Leaf certificate is missing from the certificate chain presented by the backend server. Ensure the certificate chain is complete and correctly ordered on the backend server.',
  ],
  [
    'server-ca',
    'agw-server-cert-not-well-known-ca',
    'The backend Server certificate is not signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the Backend Setting of the application gateway.',
  ],
  [
    'intermediate-ca',
    'agw-intermediate-not-well-known-ca',
    'The Intermediate certificate is not signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the Backend Setting of the application gateway.',
  ],
  [
    'root-missing',
    'agw-root-mismatch-no-root-on-backend',
    'The Intermediate certificate not signed by any Root certificates uploaded to the application gateway. Ensure the certificate chain is complete and correctly ordered on the backend server.',
  ],
  [
    'root-mismatch',
    'agw-root-mismatch-root-on-backend',
    "The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to allowlist the backend.",
  ],
  [
    'leaf-order',
    'agw-leaf-not-topmost',
    'The Leaf certificate is not the topmost certificate in the chain presented by the backend server. Ensure the certificate chain is correctly ordered on the backend server.',
  ],
  [
    'verify-code',
    'agw-cert-verify-failed-code',
    'The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code {19}',
  ],
]

const nameless = { setting: { port: 443, protocol: 'Https' }, probe: null }
const closed =
  'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.'
const cn = sentences[0]?.[2] ?? ''
const named = (host: string, otherwise: readonly Health[]) => (host === 'shop.example.com' ? healthyPool : otherwise)

/** What a gateway can dislike about a backend's TLS. */
export const tlsScenarios: readonly Scenario[] = [
  ...sentences.map(([id, cause, log]) =>
    behindGateway({
      id: `agw-tls-${id}`,
      cause,
      title: `the gateway says: ${log.slice(0, 70)}…`,
      chain: ['agw-all-backends-unhealthy', cause],
      needs: ['az', 'curl', 'openssl'],
      azure: { gateway: { ...https, roots: ['private-root'] }, backends: failing(log) },
    }),
  ),
  behindGateway({
    id: 'agw-tls-expired-seen',
    cause: 'agw-backend-cert-expired',
    title: 'an expired certificate that can be seen from here as well',
    needs: ['az', 'curl', 'openssl'],
    azure: { gateway: https, backends: failing(sentences.find(([id]) => id === 'expired')?.[2] ?? '') },
    origins: [
      {
        address: '10.0.1.4',
        port: 443,
        tls: { names: ['shop.example.com'], isExpired: true },
        answer: () => ({ status: 200, body: '' }),
      },
    ],
  }),
  behindGateway({
    id: 'agw-tls-default-name',
    cause: 'agw-backend-cert-cn-mismatch',
    title: 'the default probe names no host and meets a certificate for the site',
    needs: ['az', 'curl', 'openssl'],
    azure: ({ healed }) => ({
      gateway: nameless,
      backends: healed ? healthyPool : failing(cn),
      probing: ({ host }) => named(host, failing(cn)),
    }),
    fix: 'name-the-host',
    heals: setsPart('backendHttpSettingsCollection', { hostName: 'shop.example.com' }),
    restores: setsPart('backendHttpSettingsCollection', { hostName: '' }),
  }),
  behindGateway({
    id: 'agw-tls-sni',
    cause: 'agw-backend-needs-sni',
    title: 'a server that breaks off a handshake without a name',
    needs: ['az', 'curl', 'openssl'],
    azure: ({ healed }) => ({
      gateway: nameless,
      backends: healed ? healthyPool : failing(closed),
      probing: ({ host }) => named(host, failing(closed)),
    }),
    fix: 'name-the-host',
    heals: setsPart('backendHttpSettingsCollection', { hostName: 'shop.example.com' }),
    restores: setsPart('backendHttpSettingsCollection', { hostName: '' }),
  }),
]
