// Small manners of every form: no double sending, no lost text, a question before what others will see.
//
//   <form data-keep="name">         what is written is kept in this browser until it is sent and received
//   <form data-keep="name" data-put-back>   the same, and what is kept is put back at once: the page says that it will be
//   <form data-leave-freely>        never asks before the page is left (searches, log-in)
//   <form data-forget-kept>         sending it (logging out) takes away all kept texts
//   <form data-confirm="Hand in?" data-confirm-text="…" data-confirm-yes="Hand in">, or the same on one of its buttons

import { clock, forget, forgetAll, keep, kept, notice, putBack, same, written } from "./keep.js";

const SENT = "varv:sent";
const SENDING_AT_MOST = 10_000; // a download leaves the page where it is
const atStart = new Map();

const changed = (form) => atStart.has(form) && !same(atStart.get(form), written(form));

for (const form of document.querySelectorAll("form")) {
  if (form.method === "post") atStart.set(form, written(form));
}

// --- a question before what others will see -----------------------------------------------------------------

// Asked before anything else hears of the sending, so that a "not yet" leaves no trace.
document.addEventListener("submit", askFirst, { capture: true });

function askFirst(event) {
  const form = event.target;
  const asker = [event.submitter, form].find((element) => element?.dataset.confirm);
  const dialog = document.getElementById("confirm-dialog");
  if (!asker || !dialog || form.dataset.confirmed !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(dialog, asker.dataset, event.submitter, () => goAhead(form, event.submitter));
}

function ask(dialog, { confirm, confirmText = "", confirmYes }, button, deed) {
  const yes = dialog.querySelector("[value=yes]");
  dialog.querySelector("[data-question]").textContent = confirm;
  dialog.querySelector("[data-explanation]").textContent = confirmText;
  yes.textContent = confirmYes || button?.textContent.trim() || yes.textContent;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && deed(), { once: true });
  dialog.showModal();
}

function goAhead(form, submitter) {
  form.dataset.confirmed = "";
  form.requestSubmit(submitter);
  delete form.dataset.confirmed;
}

// --- no double sending ---------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  sent(form, event.submitter);
});

function sent(form, submitter) {
  form.dataset.sending = "";
  submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), SENDING_AT_MOST);
  if (form.dataset.forgetKept !== undefined) forgetAll();
  if (form.dataset.keep) remembering(() => sessionStorage.setItem(SENT, form.dataset.keep));
}

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});

// --- what is written is kept until it has arrived --------------------------------------------------------

for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => keep(form.dataset.keep, written(form)));
}

/** The form that was sent is not on this page, or stands here without errors: it has arrived. */
function arrived(name) {
  if (document.body.dataset.page === "error") return false;
  const form = document.querySelector(`form[data-keep="${CSS.escape(name)}"]`);
  return !form?.querySelector("[aria-invalid='true'], .errors");
}

function offer(form) {
  const name = form.dataset.keep;
  const old = kept(name);
  if (!old || same(old.pairs, written(form))) return;
  if (form.dataset.putBack !== undefined) {
    putBack(form, old.pairs);
    return;
  }
  notice(
    form,
    "kept-offer",
    { time: clock(new Date(old.at)) },
    {
      restore: () => putBack(form, old.pairs),
      drop: () => forget(name),
    },
  );
}

const justSent = remembering(() => sessionStorage.getItem(SENT));
if (justSent) {
  if (arrived(justSent)) forget(justSent);
  remembering(() => sessionStorage.removeItem(SENT));
}
for (const form of document.querySelectorAll("form[data-keep]")) offer(form);

function remembering(deed) {
  try {
    return deed();
  } catch {
    return null; // a browser that keeps nothing
  }
}

// --- a question before unsaved text is left ----------------------------------------------------------------

const asksFirst = ({ dataset }) =>
  dataset.keep === undefined &&
  dataset.autosave === undefined &&
  dataset.leaveFreely === undefined &&
  dataset.sending === undefined;

addEventListener("beforeunload", (event) => {
  const leavesText = [...document.forms].some((form) => asksFirst(form) && changed(form));
  if (leavesText) event.preventDefault();
});
