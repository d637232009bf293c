type Child = Node | string | null | undefined | false
type Properties<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'dataset' | 'style' | 'attributes'>
> & {
  /** ARIA and other attributes that are no properties. */
  attributes?: Record<string, string>
  on?: Record<string, (event: Event) => void>
}

/** Makes an element. Children are nodes or plain text: nothing is ever read as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { attributes = {}, on = {}, ...properties }: Properties<K> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener)
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false))
  return element
}

/** A button that does something now. */
export function button(label: string, press: () => void, className = ''): HTMLButtonElement {
  return h('button', { type: 'button', className, on: { click: press } }, label)
}

/** A text block with a button that copies it, and says so to everybody. */
export function copyable(text: string, what: string): HTMLElement {
  const code = h('code', {}, text)
  const block = h('pre', { tabIndex: 0, attributes: { role: 'region', 'aria-label': what } }, code)
  const press = () => {
    void copy(text, code).then(isCopied => {
      copier.textContent = isCopied ? 'Copied' : 'Selected: copy it with your keys'
      setTimeout(() => {
        copier.textContent = 'Copy'
      }, 2000)
    })
  }
  const copier = button('Copy', press, 'walk-copy')
  copier.setAttribute('aria-label', `Copy ${what}`)
  copier.setAttribute('aria-live', 'polite')
  return h('div', { className: 'walk-code' }, block, copier)
}

/** The clipboard is only there for pages that came safely; elsewhere the text is selected. */
async function copy(text: string, shown: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    getSelection()?.selectAllChildren(shown)
    return false
  }
}
