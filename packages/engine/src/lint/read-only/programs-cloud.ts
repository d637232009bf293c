import { openWord, type ProgramRule, type Refusal } from './options.ts'
import { UNKNOWN, type Word } from './shell-word.ts'

/** Services of AWS whose describe-, get- and list- calls answer on standard output and change nothing. */
const AWS_SERVICES = /^(?:elbv2|ec2|cloudwatch|logs|lambda|sts|acm|route53|wafv2|autoscaling|ecs|s3api)$/
const AWS_READ = /^(?:describe|get|list)-[a-z0-9-]+$/
const AWS_READ_MORE = new Set(['logs filter-log-events', 'configure list', 'configure list-profiles', 's3 ls'])
/** These hand out secrets, or write a file. */
const AWS_REFUSED = /^(?:sts get-(?!caller-identity)|ec2 get-password-data|lambda get-function$|s3api get-object)/
/** Options that load code, ask other hosts or print what was sent, credentials included. */
const AWS_OPTIONS_REFUSED = /^--(?:debug|endpoint-url|no-verify-ssl|cli-input-(?:json|yaml)|ca-bundle)/

/** Command lines of the clouds. */
export const cloudPrograms: Record<string, ProgramRule> = { aws, az }

function aws(...[args]: Parameters<ProgramRule>): Refusal {
  const open = openWord(args)
  if (open) return open
  const options = refusedOption(args, AWS_OPTIONS_REFUSED)
  if (options) return options
  const [service = '', call = '', ...rest] = operandsOf(args)
  if (service === '--version' || (service === '' && args.some(({ text }) => text === '--version'))) return undefined
  if (service === 's3' && call === 'cp')
    return rest.length === 2 && /^s3:\/\//.test(rest[0] ?? '') && rest[1] === '-'
      ? undefined
      : 's3 cp only reads from s3:// to -'
  const line = `${service} ${call}`
  if (AWS_REFUSED.test(line)) return `with "${line}" hands out secrets or writes a file`
  // The answer holds the environment of the function, so only chosen fields may be asked for.
  if (line === 'lambda get-function-configuration' && !args.some(({ text }) => text === '--query'))
    return `with "${line}" needs --query, as the whole answer holds secrets`
  if (AWS_READ_MORE.has(line)) return undefined
  return AWS_SERVICES.test(service) && AWS_READ.test(call)
    ? undefined
    : 'only reads as describe-…, get-…, list-…, logs filter-log-events, s3 ls or s3 cp s3://… -'
}

/** Parts of `az` whose answers are made of secrets. */
const AZ_SECRET = /\b(?:keys?|credentials?|publishing|publish-profile|connection-string|secret|get-access-token|sas)\b/
/** ARM calls that read although they are sent by POST. */
const AZ_QUERY = /^(?:https:\/\/management\.azure\.com)?\/providers\/Microsoft\.ResourceGraph\/resources\?/i
const AZ_POST_READS =
  /\/(?:backendhealth|getBackendHealthOnDemand|containerlogs|config\/slotConfigNames\/list|effectiveRouteTable|effectiveNetworkSecurityGroups)(?:\?|$)/i

function az(...[args]: Parameters<ProgramRule>): Refusal {
  const open = openWord(args)
  if (open) return open
  const options = refusedOption(args, /^--(?:debug|headers|output-file|uri-parameters|skip-authorization-header)/)
  if (options) return options
  const operands = operandsOf(args)
  const line = operands.join(' ')
  if (line === 'rest') return azRest(args)
  if (line === 'resource invoke-action')
    return /^(?:backendhealth|getBackendHealthOnDemand)$/.test(optionValue(args, '--action') ?? '')
      ? undefined
      : 'resource invoke-action only reads with --action backendhealth or getBackendHealthOnDemand'
  if (AZ_SECRET.test(line)) return `with "${line}" hands out secrets`
  const verb = operands.at(-1) ?? ''
  if (/^(?:show|list|version|show-[a-z-]+|list-[a-z-]+)$/.test(verb)) return undefined
  if (line === 'graph query') return undefined
  return 'only reads as … show, … list, graph query or rest --method get'
}

function azRest(args: readonly Word[]): Refusal {
  const method = (optionValue(args, '--method') ?? optionValue(args, '-m') ?? 'get').toLowerCase()
  const url = optionValue(args, '--url') ?? optionValue(args, '--uri') ?? optionValue(args, '-u') ?? ''
  // Only a query takes a body; it names its host in full, as the token goes there.
  if (method === 'post' && AZ_QUERY.test(url)) return undefined
  if (args.some(({ text }) => /^(?:--body|-b)(?:=|$)/.test(text))) return 'rest with --body is not known to only read'
  if (method === 'get') return undefined
  return method === 'post' && AZ_POST_READS.test(url)
    ? undefined
    : 'rest only reads with --method get, or post to a call that is known to only read'
}

function refusedOption(args: readonly Word[], refused: RegExp): Refusal {
  const wrong = args.find(({ text }) => refused.test(text))
  return wrong ? `with ${wrong.text.split('=')[0]} cannot be followed` : undefined
}

/** The words before the first option are the command; every option here takes values, so no other word counts. */
function operandsOf(args: readonly Word[]): string[] {
  const first = args.findIndex(({ text }) => /^-./.test(text))
  const words = (first < 0 ? args : args.slice(0, first)).map(({ text }) => text)
  return words.every(text => text !== UNKNOWN) ? words : words.map(text => (text === UNKNOWN ? '?' : text))
}

function optionValue(args: readonly Word[], name: string): string | undefined {
  const at = args.findIndex(({ text }) => text === name || text.startsWith(`${name}=`))
  if (at < 0) return undefined
  const text = args[at]?.text ?? ''
  return text.includes('=') && text.startsWith(`${name}=`) ? text.slice(name.length + 1) : args[at + 1]?.text
}
