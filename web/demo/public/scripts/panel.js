// @ts-check
import { element, icon, one } from './dom.js';
import { megabytes } from './strings.js';

/** @typedef {import('./strings.js').Strings} Strings */
/** @typedef {{ phase: string, done: number, total: number }} Progress */

export const LEVELS = ['phrase', 'good', 'check', 'kept'];

/**
 * A level by its sign and its name, never by colour alone.
 * @template {'dt' | 'li'} T
 * @param {Strings} strings
 * @param {T} name
 * @param {string} level
 * @param {...(Node | string)} more
 */
function levelName(strings, name, level, ...more) {
  return element(name, { class: `level level-${level}` }, icon(level), ` ${strings.text(`level.${level}`)}`, ...more);
}

/**
 * A box to tick with its label.
 * @param {string} id
 * @param {string} label
 * @param {boolean} on
 * @param {(on: boolean) => void} act
 */
function toggle(id, label, on, act) {
  const box = element('input', { type: 'checkbox', id, checked: on });
  box.addEventListener('change', () => act(box.checked));
  return element('div', { class: 'choice' }, box, element('label', { for: id }, label));
}

/**
 * The panel under the header: what the translation is doing, what the reader must know about it, and the way out.
 * @param {{ onCancel: () => void, onRetry: () => void, onFrench: () => void, onShowFrench: (shown: boolean) => void, onShowMarks: (shown: boolean) => void }} actions
 */
export function createPanel({ onCancel, onRetry, onFrench, onShowFrench, onShowMarks }) {
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

    /**
     * @param {Strings} strings
     * @param {{ frenchShown: boolean, marksShown: boolean, onTrial: boolean, levels: () => Record<string, number> }} state
     */
    showTranslated(strings, { frenchShown, marksShown, onTrial, levels }) {
      const legend = element('dl', { class: 'legend' });
      const counts = element('ul', { class: 'counts', 'data-counts': true });
      for (const level of LEVELS) {
        legend.append(levelName(strings, 'dt', level), element('dd', {}, strings.text(`level.${level}.help`)));
        counts.append(levelName(strings, 'li', level, ': ', element('strong', { 'data-count': level })));
      }
      const count = () => {
        const found = levels();
        for (const level of LEVELS) one(`[data-count="${level}"]`, counts).textContent = String(found[level] ?? 0);
      };
      count();
      const explained = element('details', {}, element('summary', {}, strings.text('level.title')), legend);
      // Parts of the form that were added since are counted with the rest.
      explained.addEventListener('toggle', count);
      const beta = onTrial ? [element('p', {}, element('strong', {}, strings.text('notice.beta')))] : [];
      fill([
        element('h2', {}, strings.text('notice.title')),
        element('p', {}, strings.text('notice.machine'), ' ', element('strong', {}, strings.text('notice.french'))),
        ...beta,
        element('p', {}, strings.text('notice.names')),
        element('p', { class: 'counts-title' }, strings.text('level.counts')),
        counts,
        explained,
        element(
          'div',
          { class: 'controls' },
          toggle('montrer-francais', strings.text('action.showFrench'), frenchShown, onShowFrench),
          toggle('montrer-marques', strings.text('level.show'), marksShown, onShowMarks),
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
