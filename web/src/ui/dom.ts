type Child = Node | string;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes and content; nothing is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(text: string, className: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, text);
  made.addEventListener('click', onClick);
  return made;
}

/** A button that puts a text on the clipboard, or under the reader's eyes where the browser refuses. */
export function copyButton(
  label: string,
  className: string,
  done: string,
  text: () => string,
  announce: (text: string) => void,
): HTMLElement {
  const made = button(label, className, () => {
    void copy(text()).then((copied) => {
      if (copied) announce(done);
      else showForCopying(made, label, text());
    });
  });
  return made;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Absent without a secure origin, and a site's policy may forbid it.
    return false;
  }
}

function showForCopying(after: HTMLElement, label: string, text: string): void {
  const area = element('textarea', { readonly: true, rows: '6', dir: 'auto', 'aria-label': label }, text);
  after.after(area);
  area.select();
  area.focus();
}
