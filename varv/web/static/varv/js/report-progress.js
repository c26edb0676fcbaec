// How much is left, told again when something has been saved; and handing in all reports that are ready, which first
// waits until every word has reached the server.
//
//   <span data-minutes-of="form id" data-minutes="6" data-one="1 minute left" data-many="{n} minutes left">
//   <span data-minutes-in-all data-one="…" data-many="…">       the sum of the others on the page
//   <form data-hand-in-all> <input data-revision-of="form id"> … <p data-not-sent hidden>

import { autosaves } from "./autosave.js";

const inWords = ({ dataset }, n) => (n === 1 ? dataset.one : dataset.many.replace("{n}", n));

function saved(form, { minutes_left: minutes, revision }) {
  for (const place of document.querySelectorAll(`[data-minutes-of="${form.id}"]`)) {
    place.dataset.minutes = minutes;
    place.textContent = inWords(place, minutes);
  }
  for (const field of document.querySelectorAll(`[data-revision-of="${form.id}"]`)) field.value = revision;
  const places = [...document.querySelectorAll("[data-minutes-of]")];
  const sum = places.reduce((minutesSoFar, { dataset }) => minutesSoFar + Number(dataset.minutes), 0);
  for (const place of document.querySelectorAll("[data-minutes-in-all]")) place.textContent = inWords(place, sum);
}

async function handIn(form) {
  const arrived = await Promise.all(autosaves.map((one) => one.settled()));
  form.querySelector("[data-not-sent]").hidden = arrived.every(Boolean);
  if (!arrived.every(Boolean)) return;
  form.dataset.arrived = "";
  form.submit();
}

for (const { form } of autosaves) form.addEventListener("varv:saved", ({ detail }) => saved(form, detail));
for (const form of document.querySelectorAll("form[data-hand-in-all]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handIn(form);
  });
}
