import { ParvisPlain } from './letter/element.js';

export { ParvisPlain };
export type { PlainEngine, PlainState } from './letter/element.js';
export type { View as PlainView } from './letter/views.js';

declare global {
  interface HTMLElementTagNameMap {
    'parvis-plain': ParvisPlain;
  }
}

if (!customElements.get('parvis-plain')) customElements.define('parvis-plain', ParvisPlain);
