import dagre from '@dagrejs/dagre'
import { headlineOf, outcomesOf, type Runbook, type Step, type StepKind, unknownOf } from '@runbook/engine/core'
import { plain } from '../browser/commands/shown.ts'
import { type Point, settle } from './settle.ts'
import { cut, wrap } from './text.ts'

/** A way out of a node, drawn as a row of it. */
export interface Row {
  /** The id of the outcome; empty for what happens when a check cannot be made or a handoff finds nothing. */
  outcome: string
  lines: string[]
  to: string
  /** Its top, from the top of the drawing, and where its edge begins. */
  y: number
  port: number
  height: number
}

/** A step as it is drawn; places and sizes are in pixels, `x` and `y` are its top left corner. */
export interface TreeNode {
  id: string
  /** Its number in the runbook, from 1. */
  number: number
  kind: StepKind
  /** What kind of end it is; empty for steps that are none. */
  end: string
  lines: string[]
  /** The runbook or cause that it leads to. */
  note: string
  title: string
  rows: Row[]
  x: number
  y: number
  width: number
  height: number
}

interface TreeEdge {
  from: string
  outcome: string
  to: string
  isUnknown: boolean
  /** The `d` of an SVG path. */
  path: string
}

export interface Tree {
  nodes: TreeNode[]
  edges: TreeEdge[]
  width: number
  height: number
}

const nodeWidth = 272
export const lineHeight = 17
export const rowLine = 15
const padding = 10
const textSize = 13
const rowSize = 12
/** How much wider bold letters are. */
const bold = 1.12
/** Where edges reach a node, from its top. */
const inlet = 19

/** Lays a runbook's decision tree out from left to right. Every step has a node and every outcome an edge. */
export function layoutTree(runbook: Runbook): Tree {
  const nodes = Object.entries(runbook.steps).map(([id, step], at) => nodeOf(id, step, at + 1))
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 18, edgesep: 10, ranksep: 64 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const node of nodes) {
    for (const [to, rows] of Map.groupBy(node.rows, row => row.to)) graph.setEdge(node.id, to, { weight: rows.length })
  }
  dagre.layout(graph)
  const { width, height } = settle(graph)
  for (const node of nodes) place(node, graph.node(node.id) as Point)
  const columns = new Set(nodes.map(node => node.x + nodeWidth / 2))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const edges = nodes.flatMap(node =>
    node.rows.flatMap(row => {
      const target = byId.get(row.to)
      if (!target) return []
      const way = (graph.edge(node.id, row.to) as { points: Point[] }).points.filter(({ x }) =>
        columns.has(Math.round(x)),
      )
      return [
        {
          from: node.id,
          outcome: row.outcome,
          to: row.to,
          isUnknown: row.outcome === '',
          path: pathOf({ x: node.x + nodeWidth, y: row.port }, bends(way), { x: target.x, y: target.y + inlet }),
        },
      ]
    }),
  )
  return { nodes, edges, width, height }
}

function nodeOf(id: string, step: Step, number: number): TreeNode {
  const title = plain(headlineOf(step))
  const indent = 26
  const lines = wrap(title, { width: nodeWidth - 2 * padding - indent, size: textSize, most: 4 })
  const note = step.kind === 'handoff' ? `→ ${step.handoff}` : step.kind === 'finding' ? step.finding : ''
  const rows = rowsOf(step)
  const head = lines.length * lineHeight + (note === '' ? 0 : lineHeight) + 2 * padding
  const height = head + heightOf(rows)
  const end = step.kind === 'end' ? step.end : ''
  const shown = cut(note, (nodeWidth - 2 * padding - indent) / bold, rowSize)
  return { id, number, kind: step.kind, end, lines, note: shown, title, rows, x: 0, y: 0, width: nodeWidth, height }
}

function rowsOf(step: Step): Row[] {
  if (step.kind === 'handoff') return [rowOf('', 'nothing found there', step.nothing)]
  const rows = Object.entries(outcomesOf(step)).map(([outcome, { label, go }]) => rowOf(outcome, plain(label), go))
  const unknown = unknownOf(step)
  return unknown ? [...rows, rowOf('', 'could not be checked', unknown)] : rows
}

function rowOf(outcome: string, label: string, to: string): Row {
  const lines = wrap(label, { width: nodeWidth - 2 * padding - 4, size: rowSize, most: 2 })
  return { outcome, lines, to, y: 0, port: 0, height: lines.length * rowLine + 6 }
}

/** The height of the rows of a node together, with a little room below. */
export function heightOf(rows: readonly Row[]): number {
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row.height, 4)
}

function place(node: TreeNode, { x, y }: Point): void {
  node.x = Math.round(x - node.width / 2)
  node.y = Math.round(y - node.height / 2)
  let top = node.y + node.height - heightOf(node.rows)
  for (const row of node.rows) {
    row.y = top
    row.port = top + row.height / 2
    top += row.height
  }
}

/** Between two columns an edge may bend; across a column it goes straight, so that it meets no node. */
function bends(way: readonly Point[]): Point[] {
  return way.flatMap(({ x, y }) => [
    { x: x - nodeWidth / 2, y },
    { x: x + nodeWidth / 2, y },
  ])
}

function pathOf(from: Point, between: readonly Point[], to: Point): string {
  const points = [from, ...between, to]
  const pieces = points.slice(1).map((point, at) => {
    const before = points[at] ?? from
    if (Math.round(before.y) === Math.round(point.y)) return `H${round(point.x)}`
    const middle = round((before.x + point.x) / 2)
    return `C${middle} ${round(before.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
  })
  return `M${round(from.x)} ${round(from.y)}${pieces.join('')}`
}

function round(value: number): number {
  return Math.round(value)
}
