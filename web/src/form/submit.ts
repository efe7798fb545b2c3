import type { AttributeUnit } from './collect.js';

/** A named button sends its visible value: the site gets the French one that it knows. */
export function restoreSubmitted(unit: AttributeUnit, event: FormDataEvent): void {
  const button = unit.element as HTMLInputElement;
  if (button.name === '' || button.form !== event.target) return;
  const values = event.formData.getAll(button.name);
  if (!values.includes(button.value)) return;
  event.formData.delete(button.name);
  for (const value of values) event.formData.append(button.name, value === button.value ? unit.source : value);
}
