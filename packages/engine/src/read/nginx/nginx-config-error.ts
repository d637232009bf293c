import { bareHost } from '../log/log-options.ts'

const kinds: readonly (readonly [string, RegExp])[] = [
  ['host-not-found', /^host not found in /],
  ['address-in-use', /^bind\(\) to .* failed \(98: |^still could not bind/],
  ['certificate', /certificate|SSL_CTX_|PEM_|BIO_|key values mismatch|"ssl_\w+"/],
  ['syntax', / in (?:\/\S+|[A-Za-z]:\S+):\d+$/],
]

/** What `nginx -t` says against a configuration; every field is empty when it says nothing. */
export function readError(text: string) {
  const message = text.match(/\[emerg\] (?:\d+#\d+: )?(.*)/)?.[1]?.trimEnd() ?? ''
  const [, file = '', line = '0'] = message.match(/ in (\/\S+|[A-Za-z]:\S+):(\d+)$/) ?? []
  const name = message.match(/^host not found in \S+ "([^"]+)"/)?.[1] ?? ''
  return {
    error: message,
    error_kind: message === '' ? '' : (kinds.find(([, pattern]) => pattern.test(message))?.[0] ?? 'other'),
    error_name: bareHost(name.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')),
    error_file: file,
    error_line: Number(line),
  }
}

/** True when the test failed for the rights of who ran it, and so says nothing about the configuration. */
export function isDenied(message: string): boolean {
  return /failed \(13: Permission denied\)|Permission denied:(?:calling )?fopen|fopen:Permission denied/.test(message)
}
