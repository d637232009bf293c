import { defineRouteMiddleware } from '@astrojs/starlight/route-data'
import { sidebar } from './data/pages/sidebar.ts'

/** Gives every page the sidebar that is made from the runbooks. */
export const onRequest = defineRouteMiddleware(({ locals, url }) => {
  locals.starlightRoute.sidebar = sidebar(url.pathname)
})
