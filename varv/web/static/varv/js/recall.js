// Answers to earlier lessons are sent beside the form one is writing: the page is never left, nothing written is lost.
//
//   <form data-recall data-failed="…"> … <p role="status" data-said> … <button name="heed" value="used">
//
// The server answers 200 {said} or 422 {errors}. Without this module the answer opens in a new tab.

const JSON_PLEASE = { accept: "application/json" };

document.addEventListener("submit", answer, { capture: true });

async function answer(event) {
  const form = event.target;
  if (form.dataset.recall === undefined) return;
  event.preventDefault();
  if (form.dataset.sending !== undefined) return;
  form.dataset.sending = "";
  const told = await send(form, new FormData(form, event.submitter));
  delete form.dataset.sending;
  form.querySelector("[data-said]").textContent = told.said ?? told.errors.join(" ");
  form.classList.toggle("refused", told.said === undefined);
  if (told.said !== undefined) settle(form);
}

async function send(form, body) {
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: JSON_PLEASE, redirect: "error" });
    return await response.json();
  } catch {
    return { errors: [form.dataset.failed] };
  }
}

/** What was written has arrived: the field is empty again, so that nobody is asked before leaving the page. */
function settle(form) {
  const no = form.querySelector("details");
  no.open = false;
  no.querySelector("textarea").value = "";
}
