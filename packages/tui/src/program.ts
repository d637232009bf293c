import { Command, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { Flags } from './commands/flags.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Host } from './host.ts'

/** Does a command and gives its exit code; loaded only when it is the one that was asked for. */
type Work = (host: Host) => Promise<ExitCode>

/** The command line as commander knows it. `start` is given the work of the command that was asked for. */
export function createProgram(start: (work: Work) => void): Command {
  const program = new Command('runbook')
    .description('Finds out why a URL answers 502, names the cause with its evidence, and mends it after you agree.')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .argument('[runbook]', 'the runbook to start, such as 502; without it you pick one')
    .argument('[url]', 'the URL that fails')
  addFlags(program)
  const names = (): string[] => program.commands.map(command => command.name())
  program.action((runbook: string | undefined, url: string | undefined) => {
    const flags = program.opts<Flags>()
    start(async host =>
      runbook === undefined
        ? await (await import('./commands/pick.ts')).pick(flags, host)
        : await (await import('./commands/run.ts')).run({ runbook, url, flags, commands: names() }, host),
    )
  })
  addSessionCommands(program, start)
  addReadingCommands(program, start)
  return program
}

function addFlags(program: Command): void {
  program
    .addOption(
      new Option('--set <name=value>', 'set an input; may be given several times').argParser(
        (text: string, all: string[] = []) => [...all, text],
      ),
    )
    .option('--target <where>', 'the machine that it is about; "local" is this one')
    .option('--manual', 'run nothing: show each command, and take what you see or paste')
    .option('--plan', 'run nothing: tell what would be read and changed, and what it needs')
    .option('--no-input', 'never ask')
    .option('--json', 'one JSON object a line; the last one carries the report')
    .option('--plain', 'lines instead of a screen')
    .option('--runbooks <folder>', 'use the runbooks of this folder')
}

function addSessionCommands(program: Command, start: (work: Work) => void): void {
  program
    .command('fix <session> <fix>')
    .description('apply exactly the approved plan, verify it, and take it back when that fails')
    .requiredOption('--approve <token>', 'the approval that the report shows with the plan')
    .action((id: string, fix: string, _own: Flags, command: Command) =>
      start(
        async host =>
          await (await import('./commands/fix.ts')).fix({ id, fix, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
  program
    .command('resume <session>')
    .description('go on with a session where it ended')
    .action((id: string, _own: Flags, command: Command) =>
      start(
        async host =>
          await (await import('./commands/session.ts')).resume({ id, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
  program
    .command('replay <session>')
    .description('tell a session again as it went; nothing is run')
    .action((id: string, _own: Flags, command: Command) =>
      start(async host =>
        (await import('./commands/session.ts')).replay({ id, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
  program
    .command('report <session>')
    .description('print the report of a session')
    .option('--format <format>', 'markdown, json or html')
    .action((id: string, _own: Flags, command: Command) =>
      start(async host =>
        (await import('./commands/session.ts')).report({ id, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
}

function addReadingCommands(program: Command, start: (work: Work) => void): void {
  program
    .command('list')
    .description('list the runbooks')
    .action((_own: Flags, command: Command) =>
      start(async host => (await import('./commands/runbooks.ts')).list(command.optsWithGlobals<Flags>(), host)),
    )
  program
    .command('show <id>')
    .description('show the steps and fixes of a runbook')
    .action((id: string, _own: Flags, command: Command) =>
      start(async host =>
        (await import('./commands/runbooks.ts')).show({ id, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
  program
    .command('lint [files...]')
    .description('report every problem of runbooks')
    .action((files: string[], _own: Flags, command: Command) =>
      start(async host =>
        (await import('./commands/runbooks.ts')).lint({ files, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
  program
    .command('docs')
    .description('serve these docs on this machine; nothing else is asked for')
    .option('--port <number>', 'the port to listen on; a free one unless said')
    .action((own: { port?: string }) => start(async host => await (await import('./commands/docs.ts')).docs(own, host)))
  program
    .command('demo [fault]')
    .description('break a real stack on loopback and find out why')
    .action((fault: string | undefined, _own: Flags, command: Command) =>
      start(
        async host =>
          await (await import('./commands/demo.ts')).demo({ fault, flags: command.optsWithGlobals<Flags>() }, host),
      ),
    )
}
