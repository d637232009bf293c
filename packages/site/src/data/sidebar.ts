import { to, toRunbook } from '../links.ts'
import { bundle } from './bundle.ts'
import { byLayer, layerName } from './layers.ts'

interface Link {
  type: 'link'
  label: string
  href: string
  isCurrent: boolean
  badge: undefined
  attrs: Record<string, never>
}
interface Group {
  type: 'group'
  label: string
  entries: (Link | Group)[]
  collapsed: boolean
  badge: undefined
}

const hasReference =
  Object.keys(import.meta.glob(['../pages/reference/index.*', '../content/docs/reference/index.*'])).length > 0

/** What stands beside the page at an address; runbooks go by their ids, which are short and are what the terminal takes. */
export function sidebar(current: string): (Link | Group)[] {
  const link = (label: string, href: string): Link => ({
    type: 'link',
    label,
    href,
    isCurrent: href === current,
    badge: undefined,
    attrs: {},
  })
  const group = (label: string, entries: (Link | Group)[], collapsed: boolean): Group => ({
    type: 'group',
    label,
    entries,
    collapsed,
    badge: undefined,
  })
  const layers = byLayer(bundle.values(), runbook => runbook.layer).map(([layer, runbooks]) =>
    group(
      layerName(layer),
      runbooks.map(({ id }) => link(id, toRunbook(id))),
      true,
    ),
  )
  return [
    link('What do you see?', to('')),
    link('Walk a runbook', to('walk/')),
    link('All runbooks', to('runbooks/')),
    link('All causes', to('causes/')),
    ...(hasReference ? [link('Reference', to('reference/'))] : []),
    group('Runbooks by layer', layers, false),
  ]
}
