import { ParvisFinder } from './finder/element.js';

export { ParvisFinder };
export type { FinderChoice, FinderEngine } from './finder/element.js';

declare global {
  interface HTMLElementTagNameMap {
    'parvis-finder': ParvisFinder;
  }
}

if (!customElements.get('parvis-finder')) customElements.define('parvis-finder', ParvisFinder);
