/** The look of a panel. Sites set the custom properties on `.parvis-answer` or above it, and reach parts by `::part()`. */
export const STYLE = `
:host { display: block; margin-block: 0.25rem 0.5rem; max-inline-size: 100%; }
[hidden] { display: none; }
.box, .french { box-sizing: border-box; border: 1px solid var(--parvis-answer-edge, #6b7780); border-radius: 6px; }
.box { margin-block-start: 0.5rem; padding: 0.75rem; background: var(--parvis-answer-surface, #fff); color: var(--parvis-answer-ink, #1c2730); }
h3 { margin: 0 0 0.5rem; font-size: 1.05em; }
p, ul { margin-block: 0 0.5rem; }
ul { padding-inline-start: 1.25rem; }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 0.75rem; margin-block-end: 0.75rem; }
.part { min-inline-size: 0; overflow-wrap: anywhere; }
.name { display: block; font-weight: 700; }
.text { margin: 0; white-space: pre-wrap; }
.french { inline-size: 100%; padding: 0.4rem; background: inherit; color: inherit; font: inherit; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
button { min-block-size: 2.75rem; padding: 0.4rem 0.9rem; border: 2px solid var(--parvis-answer-accent, #0b4f5c); border-radius: 6px;
  background: transparent; color: var(--parvis-answer-accent, #0b4f5c); font: inherit; cursor: pointer; text-align: start; }
button.main { background: var(--parvis-answer-accent, #0b4f5c); color: var(--parvis-answer-accent-ink, #fff); }
button:disabled { opacity: 0.6; cursor: default; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.latin { font-size: 1.25em; }
`;
