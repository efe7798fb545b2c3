/**
 * A letter as markup of our own: a few elements without attributes, whatever the page or the clipboard holds. What is not on the list is
 * left out or read as text, so that nothing of it can run.
 */
export interface LetterSource {
  /** Fragment of HTML. A link is written `<a href="n">`. */
  readonly markup: string;
  /** Addresses of the links, by `n`. */
  readonly links: readonly string[];
}

const LEFT_OUT = new Set(
  'audio button canvas embed iframe img input math meter noscript object picture progress script select style svg template textarea title video'.split(
    ' ',
  ),
);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const CONTAINERS = new Set(['ul', 'ol', 'li', 'blockquote']);
const INLINE = new Set(['a', 'b', 'em', 'i', 'strong', 'sub', 'sup', 'u']);
/** Elements without a meaning of their own that may stand inside a sentence. */
const TRANSPARENT = new Set(
  'abbr bdi bdo cite code data del dfn font ins kbd label mark q s samp small span time tt var wbr'.split(' '),
);
const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Reads what lies inside a node. */
export function sourceOf(root: Node): LetterSource {
  const writer = new Writer();
  writer.children(root);
  return writer.finish();
}

/** Reads a text as it was typed or pasted: empty lines part paragraphs, a dash or a bullet begins an item. */
export function sourceOfText(text: string): LetterSource {
  const writer = new Writer();
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) writer.lines(paragraph.split('\n'));
  return writer.finish();
}

const ITEM = /^\s*[-–—•*·]\s+/;

class Writer {
  #markup = '';
  readonly #links: string[] = [];
  readonly #containers: string[] = [];
  /** Open inline tags, outermost first. */
  readonly #inline: { readonly open: string; readonly name: string }[] = [];
  /** Name of the block to open at the next text. */
  #next = 'p';
  /** Name of the block that is open; empty inside an item of a list, which needs none. */
  #block: string | undefined;
  #space = false;

  finish(): LetterSource {
    this.#close();
    return { markup: this.#markup, links: this.#links };
  }

  children(node: Node): void {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) this.#text(child.nodeValue ?? '');
      else if (child.nodeType === 1) this.#element(child as Element);
    }
  }

  /** Lines that were broken for their length are joined again. */
  lines(lines: readonly string[]): void {
    let before = '';
    for (const line of lines.filter((one) => one.trim() !== '')) {
      if (ITEM.test(line)) {
        this.#container('ul', !ITEM.test(before), () => {
          this.#container('li', true, () => {
            this.#text(line.replace(ITEM, ''));
          });
        });
      } else {
        if (ITEM.test(before)) this.#close();
        else if (before !== '') this.#lineEnd(before, line);
        this.#text(line);
      }
      before = line;
    }
    this.#close();
  }

  #lineEnd(before: string, line: string): void {
    const broken = /[\p{L}\p{N},]\s*$/u.test(before) && /^\s*[\p{Ll}\p{N}(«]/u.test(line);
    if (broken) this.#space = true;
    else this.#break();
  }

  #element(element: Element): void {
    const name = element.localName;
    if (LEFT_OUT.has(name) || element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return;
    if (name === 'br') this.#break();
    else if (INLINE.has(name)) this.#inlineElement(name, element);
    else if (TRANSPARENT.has(name)) this.children(element);
    else if (CONTAINERS.has(name)) {
      this.#container(name, true, () => {
        this.children(element);
      });
    } else {
      this.#close();
      this.#next = HEADINGS.has(name) ? name : 'p';
      this.children(element);
      this.#close();
      this.#next = 'p';
    }
  }

  /** `fresh` false: goes on with the one that was closed last, so that items in a row make one list. */
  #container(name: string, fresh: boolean, content: () => void): void {
    this.#close();
    const end = `</${name}>`;
    if (!fresh && this.#markup.endsWith(end)) this.#markup = this.#markup.slice(0, -end.length);
    else this.#markup += `<${name}>`;
    this.#containers.push(name);
    content();
    this.#close();
    this.#containers.pop();
    this.#markup += end;
  }

  #inlineElement(name: string, element: Element): void {
    const open = name === 'a' ? this.#link(element) : `<${name}>`;
    if (open === undefined) {
      this.children(element);
      return;
    }
    if (this.#block !== undefined) this.#markup += this.#pendingSpace() + open;
    this.#inline.push({ open, name });
    this.children(element);
    this.#inline.pop();
    if (this.#block !== undefined) this.#markup += `</${name}>`;
  }

  #link(element: Element): string | undefined {
    const { href } = element as HTMLAnchorElement;
    if (!isSafe(href)) return undefined;
    return `<a href="${String(this.#links.push(href) - 1)}">`;
  }

  #break(): void {
    this.#space = false;
    if (this.#block !== undefined) this.#markup += '<br>';
  }

  #text(text: string): void {
    // A no-break space is no white space here.
    const words = text.replace(/[ \t\n\f\r]+/g, ' ');
    if (words.startsWith(' ')) this.#space = this.#block !== undefined;
    const inner = words.replace(/^ | $/g, '');
    if (inner === '') return;
    this.#open();
    this.#markup += this.#pendingSpace() + escaped(inner);
    this.#space = words.endsWith(' ');
  }

  #pendingSpace(): string {
    const space = this.#space && !this.#markup.endsWith('<br>') ? ' ' : '';
    this.#space = false;
    return space;
  }

  #open(): void {
    if (this.#block !== undefined) return;
    this.#block = this.#containers.at(-1) === 'li' && this.#next === 'p' ? '' : this.#next;
    this.#space = false;
    if (this.#block !== '') this.#markup += `<${this.#block}>`;
    for (const { open } of this.#inline) this.#markup += open;
  }

  #close(): void {
    this.#space = false;
    if (this.#block === undefined) return;
    this.#markup = this.#markup.replace(/(?:<br>)+$/, '');
    for (const { name } of [...this.#inline].reverse()) this.#markup += `</${name}>`;
    if (this.#block !== '') this.#markup += `</${this.#block}>`;
    this.#block = undefined;
  }
}

function isSafe(address: string): boolean {
  try {
    return SAFE_PROTOCOLS.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
