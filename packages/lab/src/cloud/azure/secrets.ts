/** Secrets that the simulator of Azure holds: none may be seen outside of it and of the session's own memory. */
export const plantedSecrets = {
  'an app setting': 'Lab-Setting-0Qw7Zx31kP',
  'a connection string': 'Lab-Connection-4Tn8Vb55rE',
  'a publishing password': 'Lab-Publishing-2Hs6Yd90mU',
  'a password in the log of the app': 'Lab-Applog-9Jk3Lc72wA',
  'a password in the log of the platform': 'Lab-Platform-6Gf1Xe48sI',
  'a token in the log of the web server': 'Lab-Weblog-8Rz5Nq16tO',
  'the secret of the login': 'Lab-Login-3Mv2Bp87yC',
  'a token of the login': 'Lab-Token-1Wd9Sk64hF',
} as const

/** Lines as applications write them when they fail, each with a secret in one of the forms that people use. */
export function tellingLines(): string[] {
  const secret = plantedSecrets['a password in the log of the app']
  return [
    `Error: cannot connect to postgres://shop:${secret}@db.internal:5432/shop`,
    `config {"dbUser":"shop","dbPassword":"${secret}","pool":10}`,
    `Error: login failed: Server=db.internal;User Id=shop;Password=${secret};Encrypt=true`,
    `retrying with DB_PASSWORD=${secret}`,
  ]
}
