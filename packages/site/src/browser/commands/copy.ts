/** Gives every command its button, and copies the command as it is shown at that moment. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', () => copyFrom(button))
}

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const code = button.parentElement?.querySelector('code')
  if (!code) return
  const isCopied = await copyText(code.textContent ?? '', code)
  button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 2000)
}

/** The clipboard is there on secure pages only; elsewhere the text is selected, and copied when the browser lets us. */
async function copyText(text: string, shown: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    getSelection()?.selectAllChildren(shown)
    return document.execCommand('copy')
  }
}
