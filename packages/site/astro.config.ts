import path from 'node:path'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { apiReference } from './src/api-reference.ts'
import { redirects } from './src/data/pages/redirects.ts'

const engine = path.resolve(import.meta.dirname, '../engine/src')

/** `SITE_URL` and `SITE_BASE` say where the site will stand, such as https://docs.example.com and /runbook. */
const { SITE_URL = 'http://localhost:4321', SITE_BASE = '/' } = process.env

const api = apiReference({
  entryPoint: path.join(engine, 'index.ts'),
  tsconfig: path.resolve(engine, '../tsconfig.json'),
  types: [
    'Report',
    'ReportCause',
    'ReportStep',
    'ReportFix',
    'SessionEvent',
    'SessionOutcome',
    'Opening',
    'JournalRecord',
  ],
})

export default defineConfig({
  site: SITE_URL,
  base: SITE_BASE,
  output: 'static',
  trailingSlash: 'always',
  redirects: redirects(SITE_BASE),
  // The comments of the standard theme are too pale to read (WCAG 1.4.3).
  markdown: { shikiConfig: { theme: 'github-dark-high-contrast' } },
  image: { service: passthroughImageService() },
  vite: {
    plugins: [api.vitePlugin],
    resolve: {
      // The engine is read as it is written, so that the site can never be older than the terminal.
      alias: [
        { find: /^@runbook\/engine$/, replacement: path.join(engine, 'index.ts') },
        { find: /^@runbook\/engine\/core$/, replacement: path.join(engine, 'core.ts') },
      ],
    },
  },
  integrations: [
    starlight({
      title: 'Runbook',
      description: 'Finds out why a URL answers 502, layer by layer: runbooks to read, to search and to walk.',
      customCss: ['./src/styles/site.css', './src/styles/print.css'],
      plugins: [api.starlightPlugin],
      sidebar: [],
      routeMiddleware: './src/route-data.ts',
      expressiveCode: false,
      disable404Route: true,
      pagination: false,
      titleDelimiter: '·',
    }),
  ],
})
