import type { TextField } from './fields.js';

/** Writes a value as if it were typed: frameworks that watch the property of an element see it too. */
export function setValue(field: TextField, value: string): void {
  const view = field.ownerDocument.defaultView;
  const prototype = field.localName === 'textarea' ? view?.HTMLTextAreaElement : view?.HTMLInputElement;
  const set = Object.getOwnPropertyDescriptor(prototype?.prototype ?? {}, 'value')?.set;
  if (set) set.call(field, value);
  else field.value = value;
  if (!view) return;
  field.dispatchEvent(new view.Event('input', { bubbles: true }));
  field.dispatchEvent(new view.Event('change', { bubbles: true }));
}
