import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate and its key, as files. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

interface LeafOptions {
  /** The first one is the subject, too. */
  names: readonly string[]
  /** Seconds from now; an hour ago when not told. */
  from?: number
  /** Seconds from now; a day ahead when not told. */
  until?: number
  /** Bears the policy of a publicly trusted certificate (CA/Browser Forum, domain validated). */
  isPublic?: boolean
}

/** A certificate authority of the lab: a root, or one below another. */
export interface Authority extends Certificate {
  issue(folder: string, options: LeafOptions): Certificate
  /** An authority that this one signs. */
  below(folder: string, name: string): Authority
}

/** Makes a root authority; its files are `ca.pem` and `ca.key` in the folder. */
export function makeRoot(folder: string, name = 'Shop Root CA'): Authority {
  mkdirSync(folder, { recursive: true })
  openssl(folder, ['req', '-x509', ...newKey('ca.key'), '-out', 'ca.pem', '-days', '2', '-subj', `/CN=${name}`])
  return authority({ cert: join(folder, 'ca.pem'), key: join(folder, 'ca.key') })
}

/** Makes a certificate that is signed by itself: `cert.pem` and `key.pem`. */
export function makeSelfSigned(folder: string, name: string): Certificate {
  mkdirSync(folder, { recursive: true })
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  openssl(folder, ['req', '-x509', ...newKey('key.pem'), '-out', 'cert.pem', '-days', '2', ...names])
  return { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
}

function authority(own: Certificate): Authority {
  return {
    ...own,
    issue(folder, { names, from = -3600, until = 86_400, isPublic }) {
      const extensions = [
        'basicConstraints = CA:FALSE',
        `subjectAltName = ${names.map(name => `DNS:${name}`).join(',')}`,
        ...(isPublic ? ['certificatePolicies = 2.23.140.1.2.1'] : []),
      ]
      sign(own, folder, { files: ['cert.pem', 'key.pem'], name: names[0] ?? 'shop.test', from, until, extensions })
      return { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    },
    below(folder, name) {
      const extensions = ['basicConstraints = critical, CA:TRUE', 'keyUsage = keyCertSign']
      sign(own, folder, { files: ['ca.pem', 'ca.key'], name, from: -3600, until: 86_400, extensions })
      return authority({ cert: join(folder, 'ca.pem'), key: join(folder, 'ca.key') })
    },
  }
}

interface Signing {
  files: readonly [string, string]
  name: string
  from: number
  until: number
  extensions: readonly string[]
}

/** By openssl-ca(1), since only that sets both dates in OpenSSL 3.0. */
function sign(by: Certificate, folder: string, { files: [cert, key], name, from, until, extensions }: Signing): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(
    join(folder, 'ca.conf'),
    `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = wanted
certificate = ${by.cert}
private_key = ${by.key}
[any]
commonName = supplied
[wanted]
${extensions.join('\n')}
`,
  )
  openssl(folder, ['req', '-new', ...newKey(key), '-out', 'request.pem', '-subj', `/CN=${name}`])
  const dates = ['-startdate', stamp(from), '-enddate', stamp(until)]
  openssl(folder, ['ca', '-batch', '-notext', '-config', 'ca.conf', '-in', 'request.pem', '-out', cert, ...dates])
}

function newKey(file: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file]
}

function stamp(seconds: number): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().replace(/[-:T]|\..*/g, '')}Z`
}

function openssl(cwd: string, args: readonly string[]): void {
  execFileSync('openssl', [...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
}
