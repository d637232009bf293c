import type { APIRoute } from 'astro'
import { bundle } from '../../data/runbooks/bundle.ts'

export const getStaticPaths = () => [...bundle.keys()].map(id => ({ params: { id } }))

/** The runbook exactly as the engine has it once it is parsed. */
export const GET: APIRoute = ({ params }) => Response.json(bundle.get(params.id ?? ''))
