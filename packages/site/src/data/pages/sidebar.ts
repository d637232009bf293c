import { to, toRunbook } from '../../links.ts'
import { topics } from '../reference/topics.ts'
import { bundle } from '../runbooks/bundle.ts'
import { byLayer, layerName } from '../runbooks/layers.ts'

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

/**
 * What stands beside the page at an address; runbooks go by their ids, which are short and are what the terminal takes.
 * Only the layer and the part that the page belongs to are spread out, so that pages do not grow with what stands elsewhere.
 */
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
    runbooks.some(({ id }) => toRunbook(id) === current)
      ? group(
          layerName(layer),
          runbooks.map(({ id }) => link(id, toRunbook(id))),
          false,
        )
      : link(layerName(layer), `${to('runbooks/')}#${layer}`),
  )
  const reference = to('reference/')
  return [
    link('What do you see?', to('')),
    link('Walk a runbook', to('walk/')),
    link('All runbooks', to('runbooks/')),
    link('All causes', to('causes/')),
    group('Runbooks by layer', layers, false),
    current.startsWith(reference)
      ? group(
          'Reference',
          [link('Overview', reference), ...topics.map(([id, title]) => link(title, to(`reference/${id}/`)))],
          false,
        )
      : link('Reference', reference),
  ]
}
