/** Sources of small WSGI applications; `/report` is the path that goes wrong, or every path. */
const application = (body: string, top = '') => `import os, time
${top}
def app(environ, start_response):
    path = environ.get('PATH_INFO', '/')
${body.replace(/^(?=.)/gm, '    ')}
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'the shop is open\\n']
`

export const wsgi = {
  hello: application('pass'),
  /** Never answers. */
  hangs: application('time.sleep(3600)'),
  /** Takes 1.5 s for a report and no time for the rest. */
  slowReport: application("if path == '/report': time.sleep(1.5)"),
  /** The worker is killed, as the kernel does when memory runs out. */
  killed: application('os.kill(os.getpid(), 9)'),
}
