import dagre from '@dagrejs/dagre'
import { type Runbook, type StepKind, targetsOf } from '@runbook/engine/core'
import { type Point, settle } from './settle.ts'

interface MapNode {
  number: number
  kind: StepKind
  x: number
  y: number
  width: number
  height: number
}

/** The tree with nothing but numbers, from top to bottom: small enough for a sheet of paper. */
export interface TreeMap {
  nodes: MapNode[]
  edges: { isUnknown: boolean; path: string }[]
  width: number
  height: number
}

const [width, height] = [36, 24]

/** Lays out the numbers of a runbook's steps. */
export function layoutMap({ steps }: Runbook): TreeMap {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 12, edgesep: 6, ranksep: 26 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of Object.keys(steps)) graph.setNode(id, { width, height })
  const certain = new Set<string>()
  for (const [id, step] of Object.entries(steps))
    for (const { to, path } of targetsOf(step)) {
      graph.setEdge(id, to)
      if (path[0] === 'outcomes') certain.add(`${id} ${to}`)
    }
  dagre.layout(graph)
  const size = settle(graph)
  const nodes = Object.entries(steps).map(([id, step], at) => {
    const { x, y } = graph.node(id) as { x: number; y: number }
    return {
      number: at + 1,
      kind: step.kind,
      x: Math.round(x - width / 2),
      y: Math.round(y - height / 2),
      width,
      height,
    }
  })
  const edges = graph.edges().map(({ v, w }) => {
    const { points } = graph.edge(v, w) as { points: Point[] }
    const path = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join('')
    return { isUnknown: !certain.has(`${v} ${w}`), path }
  })
  return { nodes, edges, width: size.width, height: size.height }
}
