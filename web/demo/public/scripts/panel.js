// @ts-check
import { element, icon, one } from './dom.js';
import { megabytes } from './strings.js';

/** @typedef {import('./strings.js').Strings} Strings */
/** @typedef {{ phase: string, done: number, total: number }} Progress */

export const LEVELS = ['phrase', 'good', 'check', 'kept'];

/**
 * The panel under the header: what the translation is doing, what the reader must know about it, and the way out.
 * @param {{ onCancel: () => void, onRetry: () => void, onFrench: () => void, onShowFrench: (shown: boolean) => void }} actions
 */
export function createPanel({ onCancel, onRetry, onFrench, onShowFrench }) {
  const place = one('[data-panel]');
  const announcer = one('[data-announcer]');

  /** @param {(HTMLElement | string)[]} content @param {string} kind */
  const fill = (content, kind = '') => {
    place.replaceChildren(element('div', { class: `panel ${kind}`.trim() }, ...content));
    place.hidden = false;
  };
  /** @param {string} label @param {() => void} act @param {string} [name] */
  const button = (label, act, name = '') => {
    const made = element('button', { type: 'button', class: 'quiet', 'data-action': name }, label);
    made.addEventListener('click', act);
    return made;
  };
  /** @param {string} text */
  const announce = (text) => {
    announcer.textContent = text;
  };
  /** @param {Strings} strings */
  const wayOut = (strings) =>
    element(
      'div',
      { class: 'controls' },
      button(strings.text('action.retry'), onRetry, 'retry'),
      button(strings.text('action.french'), onFrench, 'french'),
    );

  return {
    /**
     * @param {Strings} strings
     * @returns {(progress: Progress) => void} to be called as the work goes on
     */
    showWork(strings) {
      const line = element('p', {}, strings.text('status.preparing'));
      const bar = element('progress', { 'aria-label': strings.text('a11y.progress') });
      fill([
        line,
        bar,
        element('div', { class: 'controls' }, button(strings.text('action.cancel'), onCancel, 'cancel')),
      ]);
      announce(strings.text('status.preparing'));
      const size = (/** @type {number} */ bytes) => megabytes(bytes, strings.language.code);
      return ({ phase, done, total }) => {
        if (phase === 'load')
          line.textContent = strings.text('status.downloading', { loaded: size(done), total: size(total) });
        else if (phase === 'translate') line.textContent = strings.text('status.translating', { done, total });
        else line.textContent = strings.text('status.preparing');
        if (total > 0 && phase !== 'start') {
          bar.max = total;
          bar.value = done;
        } else {
          bar.removeAttribute('value');
        }
      };
    },

    /** @param {Strings} strings @param {{ frenchShown: boolean, onTrial: boolean }} state */
    showTranslated(strings, { frenchShown, onTrial }) {
      const toggle = element('input', { type: 'checkbox', id: 'montrer-francais', checked: frenchShown });
      toggle.addEventListener('change', () => onShowFrench(toggle.checked));
      const legend = element('dl', {});
      for (const level of LEVELS) {
        const name = element(
          'dt',
          { class: `level level-${level}` },
          icon(level),
          ` ${strings.text(`level.${level}`)}`,
        );
        legend.append(name, element('dd', {}, strings.text(`level.${level}.help`)));
      }
      const beta = onTrial ? [element('p', {}, element('strong', {}, strings.text('notice.beta')))] : [];
      fill([
        element('h2', {}, strings.text('notice.title')),
        element('p', {}, strings.text('notice.machine'), ' ', element('strong', {}, strings.text('notice.french'))),
        ...beta,
        element('p', {}, strings.text('notice.names')),
        element('details', {}, element('summary', {}, strings.text('level.title')), legend),
        element(
          'div',
          { class: 'controls' },
          element(
            'div',
            { class: 'choice' },
            toggle,
            element('label', { for: 'montrer-francais' }, strings.text('action.showFrench')),
          ),
          button(strings.text('action.french'), onFrench, 'french'),
        ),
      ]);
      announce(`${strings.text('status.translated')} ${strings.text('notice.machine')}`);
    },

    /** @param {Strings} strings */
    showCancelled(strings) {
      fill([element('p', {}, strings.text('status.cancelled')), wayOut(strings)]);
      announce(strings.text('status.cancelled'));
    },

    /** @param {Strings} strings @param {string} code */
    showFailed(strings, code) {
      const key = strings.has(`error.${code}`) ? `error.${code}` : 'error.internal';
      fill(
        [
          element('h2', {}, strings.text('error.title')),
          element('p', {}, strings.text(key)),
          element('p', {}, strings.text('error.french')),
          element('p', {}, element('small', {}, strings.text('error.code', { code }))),
          wayOut(strings),
        ],
        'failed',
      );
      announce(`${strings.text('error.title')} ${strings.text(key)}`);
    },

    /** @param {Strings} strings @param {boolean} returned true when another language was shown before */
    showFrench(strings, returned) {
      place.hidden = true;
      place.replaceChildren();
      announce(returned ? strings.text('status.restored') : '');
    },
  };
}
