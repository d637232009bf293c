import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { Box } from '../box/box.ts'
import { type Authority, type Certificate, makeRoot, makeSelfSigned } from '../box/ca.ts'
import type { OriginTls } from './scenario.ts'

/** Hosts of the providers' APIs, as patterns of a certificate. */
export const apiHosts = [
  'management.azure.com',
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'api.loganalytics.io',
  'api.applicationinsights.io',
  '*.azurewebsites.net',
  '*.scm.azurewebsites.net',
  '*.vault.azure.net',
  '*.amazonaws.com',
  '*.us-east-1.amazonaws.com',
  '*.eu-west-1.amazonaws.com',
  '*.s3.amazonaws.com',
  '*.s3.us-east-1.amazonaws.com',
  '*.s3.eu-west-1.amazonaws.com',
  '*.us-east-1.elb.amazonaws.com',
  '*.eu-west-1.elb.amazonaws.com',
  'api.cloudflare.com',
] as const

/** The CA that sessions of a box trust. */
export interface LabCa {
  /** Its certificate, as a file. */
  file: string
  /** Serves all API hosts and the names given. */
  front(names: readonly string[]): SecureContext
  origin(tls: OriginTls): SecureContext
}

/** Makes a CA in a box. */
export function makeCa(box: Box): LabCa {
  const root = makeRoot(join(box.folder, 'ca'), 'Lab CA')
  let count = 0
  const folder = () => join(box.folder, `certificate-${++count}`)
  return {
    file: root.cert,
    front: names => contextOf(root.issue(folder(), { names: [...new Set([...apiHosts, ...names])] })),
    origin: tls => contextOf(certificateOf(root, folder(), tls), tls),
  }
}

function certificateOf(root: Authority, folder: string, { names, signedBy, isExpired }: OriginTls): Certificate {
  if (signedBy === 'itself') return makeSelfSigned(folder, names[0] ?? 'origin')
  const signer = signedBy === 'stranger' ? makeRoot(`${folder}-ca`, 'Unknown CA') : root
  return signer.issue(folder, { names, ...(isExpired ? { from: -172_800, until: -86_400 } : {}) })
}

function contextOf({ cert, key }: Certificate, tls?: OriginTls): SecureContext {
  const isOld = tls?.aborts === 'old-protocol'
  return createSecureContext({
    cert: readFileSync(cert),
    key: readFileSync(key),
    ...(isOld ? { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
  })
}
