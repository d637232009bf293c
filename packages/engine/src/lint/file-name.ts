import { each, type Rule } from './rule.ts'

export const fileName: Rule = {
  name: 'file-name',
  says: 'A runbook lies in a file that is called after its id.',
  check: each(parsed => {
    const name = parsed.file.slice(parsed.file.lastIndexOf('/') + 1)
    const wanted = `${parsed.runbook.id}.yaml`
    if (name === wanted) return []
    return [
      {
        in: parsed,
        path: ['id'],
        message: `The file is called "${name}".`,
        hint: `Call it "${wanted}", or change the id.`,
      },
    ]
  }),
}
