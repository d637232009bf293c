/** A page's description for search engines and links: as many whole sentences as fit into about 160 letters. */
export function describe(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  const sentences = plain.match(/.+?[.!?](?:\s|$)/g) ?? [plain]
  let kept = ''
  for (const sentence of sentences) {
    if (kept !== '' && kept.length + sentence.length > 165) break
    kept += sentence
  }
  return kept.trim()
}
