// What a person has written and no server has yet: kept in this browser, per person and address.
// Nothing secret is kept: no passwords, no files, no tokens.

const PREFIX = "varv:kept:";
const DAYS_KEPT = 30;
const NEVER_KEPT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

const person = () => document.body.dataset.person ?? "";
const fullKey = (name) => `${PREFIX}${person()}:${name}`;

/** The fields that a person writes in. */
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !NEVER_KEPT.has(field.type) && !field.disabled);

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function texts(field) {
  if (isTick(field)) return field.checked ? [field.value] : [];
  if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
  return [field.value];
}

/** The form's texts and choices as pairs of name and value, in order. */
export const written = (form) => fields(form).flatMap((field) => texts(field).map((text) => [field.name, text]));

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** ``unsure`` is what was sent without an answer: it may have arrived. */
export function keep(name, pairs, revision = "", unsure = []) {
  try {
    localStorage.setItem(fullKey(name), JSON.stringify({ pairs, revision, unsure, at: Date.now() }));
  } catch {
    // Full or forbidden: the text still stands in the page.
  }
}

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(fullKey(name)));
  } catch {
    return null;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(fullKey(name));
  } catch {
    // Nothing was kept.
  }
}

/** Who logs out leaves no text behind on the computer. */
export function forgetAll(olderThan = Infinity) {
  try {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const { at = 0 } = JSON.parse(localStorage.getItem(key)) ?? {};
      if (at < olderThan) localStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}

/** Put kept pairs back into the form's fields, the first to the first of a name, the second to the second. */
export function putBack(form, pairs) {
  const byName = new Map(
    pairs.map(([name]) => [name, pairs.filter((pair) => pair[0] === name).map((pair) => pair[1])]),
  );
  for (const field of fields(form)) {
    const values = byName.get(field.name) ?? [];
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT")
      for (const option of field.options) option.selected = values.includes(option.value);
    else if (values.length) field.value = values.shift();
  }
}

/** Show a notice from a <template> above the form, with what its buttons do. */
export function notice(form, templateId, facts, deeds) {
  const template = document.getElementById(templateId);
  if (!template) return null;
  const box = template.content.firstElementChild.cloneNode(true);
  for (const slot of box.querySelectorAll("[data-fact]")) slot.textContent = facts[slot.dataset.fact] ?? "";
  for (const button of box.querySelectorAll("[data-deed]")) {
    button.addEventListener("click", () => {
      box.remove();
      deeds[button.dataset.deed]?.();
    });
  }
  form.prepend(box);
  return box;
}

/** The time of day as the page's language writes it. */
export function clock(at = new Date()) {
  const [hours, minutes] = [at.getHours(), String(at.getMinutes()).padStart(2, "0")];
  return document.documentElement.lang.startsWith("en")
    ? `${String(hours).padStart(2, "0")}:${minutes}`
    : `${hours}.${minutes}`;
}

forgetAll(Date.now() - DAYS_KEPT * 24 * 3600 * 1000);
