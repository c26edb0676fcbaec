// A report's figures, counted while they are written: the total since the start, the period's own part, and what is not
// broken down. The server counts the same when it is saved; without a script the page shows what it counted then.
//
//   <tbody data-line data-counting="per_period" data-before="24"> … <p data-total><b data-sum>
//   <details data-breakdown> … <output data-rest>
//   <button data-same><data data-field="value_12" value="24">   fills in last time's figures

import { autosaves } from "./autosave.js";

const english = document.documentElement.lang.startsWith("en");
const written = new Intl.NumberFormat(english ? "en" : "sv", { maximumFractionDigits: 6 });
const NONE = "–";

/** A number as people write it, or null when there is none that can be read. */
function read(text) {
  const plain = text.replace(/[\s\u00a0\u2007\u2009\u202f]/g, "").replace(/[\u2212\u2013]/g, "-");
  const number = english ? plain.replace(/,/g, "") : plain.replace(",", ".");
  return number !== "" && Number.isFinite(Number(number)) ? Number(number) : null;
}

function count(line) {
  const { counting, before } = line.dataset;
  const value = read(line.querySelector("[name^='value_']").value);
  const earlier = before === "" ? null : Number(before);
  tell(line.querySelector("[data-total]"), "[data-sum]", value === null || counting === "state" ? null : totalOf(counting, value, earlier));
  tell(line.querySelector("[data-own-part]"), "[data-own]", value === null || earlier === null ? null : value - earlier);
  for (const breakdown of line.querySelectorAll("[data-breakdown]")) rest(breakdown, value);
}

const totalOf = (counting, value, earlier) => (counting === "per_period" ? value + (earlier ?? 0) : value);

function tell(place, slot, number) {
  if (!place) return;
  place.hidden = number === null;
  if (number !== null) place.querySelector(slot).textContent = written.format(rounded(number));
}

function rest(breakdown, value) {
  const parts = [...breakdown.querySelectorAll("[name^='part_']")].map((field) => read(field.value));
  const known = parts.filter((part) => part !== null);
  const left = value === null || known.length === 0 ? null : rounded(value - known.reduce((sum, part) => sum + part, 0));
  const place = breakdown.querySelector("[data-rest]");
  place.textContent = left === null ? NONE : written.format(left);
  place.classList.toggle("too-much", left !== null && left < 0);
}

/** Six decimals are kept; what the machine adds beyond them is not a number anyone wrote. */
const rounded = (number) => Math.round(number * 1e6) / 1e6;

function sameAsLast(button) {
  const form = button.form;
  for (const { dataset, value } of button.querySelectorAll("[data-field]")) {
    const field = form.elements[dataset.field];
    if (field) field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  autosaves.find((one) => one.form === form)?.save();
  count(button.closest("[data-line]"));
}

for (const line of document.querySelectorAll("[data-line]")) {
  line.addEventListener("input", () => count(line));
  count(line);
}
for (const form of document.querySelectorAll("form[data-autosave]")) {
  form.addEventListener("input", (event) => {
    if (event.target === form) for (const line of form.querySelectorAll("[data-line]")) count(line);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-same]");
  if (!button) return;
  event.preventDefault();
  sameAsLast(button);
});
