// Saves a form while the person writes, and never lets a text be lost.
//
//   <form data-autosave="URL" data-revision="3" data-compare="URL where two texts stand side by side"> … </form>
//   <span data-autosave-status data-saved="All saved {time}" …>   (see _autosave.html)
//
// The whole form is posted with its revision. The server answers
//   200 {revision, saved_at, …}       saved; the rest is told to whoever listens for "varv:saved" on the form
//   422 {errors, revision, saved_at}  the rest was saved; these fields were not
//   409 {by, at, url}                 somebody else changed it meanwhile: nothing is overwritten
// Saving what is already there is no conflict, so what was sent without an answer can be sent once more.
// Whatever else happens the text stays in this browser, and we try again. What has been handed in is kept no longer:
//   <span hidden data-handed-in="URL" data-at="seconds">

import { clock, forget, keep, kept, notice, putBack, same, written } from "./keep.js";
import { Status } from "./save-status.js";

const PAUSE = 1200;
const FIRST_RETRY = 5_000;
const LONGEST_RETRY = 120_000;
const SUBMITTED_WITHIN = 15_000; // if the page is still here by then, the network was not
const MOST_UNSURE = 5;
const KEEPALIVE_LIMIT = 60_000; // browsers refuse more than 64 KiB on the way out
const EARLIER = ":earlier"; // text from before, that the person has not answered for yet

/** Every form that is saved as it is written: for whoever must wait for them. */
export const autosaves = [];

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.revision = form.dataset.revision;
    this.status = new Status(form);
    this.saved = written(form);
    this.unsure = []; // sent, and no answer came: it may have arrived
    this.sending = null;
    this.stopped = false;
    this.retryAfter = FIRST_RETRY;
    this.listen();
    this.offerKept();
  }

  listen() {
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("focusout", () => this.save());
    this.form.addEventListener("submit", (event) => this.beforeSubmit(event), { capture: true });
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
    // A page taken back from the browser's memory may hold an old revision.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  get dirty() {
    return !same(written(this.form), this.saved);
  }

  /** Whether all that is written has reached the server. */
  async settled() {
    await this.save();
    await this.sending;
    return !this.stopped && !this.dirty && this.unsure.length === 0;
  }

  changed() {
    this.keep();
    this.status.writing();
    this.later(PAUSE);
  }

  keep() {
    keep(this.url, written(this.form), this.revision, this.unsure);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** Send what is not saved; one at a time, since each answer carries the next revision. */
  save() {
    if (!this.dirty && !this.sending && !this.stopped) this.status.rest();
    if (this.stopped || this.submitting || !this.dirty) return this.sending;
    this.sending ??= this.send().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async send() {
    clearTimeout(this.timer);
    const pairs = written(this.form);
    this.unsure = [...this.unsure.filter((sent) => !same(sent, pairs)), pairs].slice(-MOST_UNSURE);
    this.keep();
    this.status.saving();
    try {
      await this.receive(await fetch(this.url, this.request(pairs)), pairs);
    } catch {
      this.failed("failed");
    }
  }

  request(pairs) {
    const body = new FormData();
    for (const [name, value] of pairs) body.append(name, value);
    body.set("revision", this.revision);
    return {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken(this.form), Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual", // to the login page: nothing was saved
      keepalive: JSON.stringify(pairs).length < KEEPALIVE_LIMIT,
    };
  }

  async receive(response, pairs) {
    if (response.status === 200 || response.status === 422) this.received(await response.json(), pairs);
    else if (response.status === 409) (await this.wasUs(pairs)) || this.conflict(await response.json());
    else this.failed(response.status === 403 || response.type === "opaqueredirect" ? "signedOut" : "failed");
  }

  /** Before anyone else is named: perhaps it was we, and only the answer was lost. Then the server has what we sent. */
  async wasUs(pairs) {
    for (const sent of this.unsure.filter((earlier) => !same(earlier, pairs))) {
      const response = await fetch(this.url, this.request(sent));
      if (response.status === 200 || response.status === 422) {
        this.received(await response.json(), sent);
        return true;
      }
    }
    return false;
  }

  received({ revision, saved_at: savedAt, errors = {}, ...more }, pairs) {
    this.retryAfter = FIRST_RETRY;
    this.saved = pairs;
    this.unsure = [];
    if (revision !== undefined) this.revision = String(revision);
    this.form.dataset.revision = this.revision;
    if (this.form.elements.revision) this.form.elements.revision.value = this.revision;
    showErrors(this.form, errors);
    this.form.dispatchEvent(new CustomEvent("varv:saved", { detail: { ...more, revision: this.revision } }));
    if (this.dirty) {
      this.changed();
      this.status.saving();
      return;
    }
    this.status.saved(savedAt ?? clock());
    if (Object.keys(errors).length === 0) forget(this.url);
  }

  /** Somebody else was here. The text stays in the page and in this browser; the person decides. */
  conflict({ by, at, url }) {
    this.stopped = true;
    this.keep();
    this.status.conflict({ by, at }, url, url === this.form.dataset.compare ? () => this.compare() : null);
  }

  /** Both texts side by side: what is written here goes along, and nothing is saved by it. */
  compare() {
    this.submitting = true;
    this.form.action = this.form.dataset.compare;
    this.form.submit();
  }

  failed(how) {
    this.keep();
    this.status.failed(navigator.onLine ? how : "offline", Math.round(this.retryAfter / 1000));
    this.later(this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LONGEST_RETRY);
  }

  leave() {
    if (!this.dirty || this.submitting) return;
    this.keep();
    this.save();
  }

  /** Handing in waits for the answer under way, so that it carries the newest revision. */
  beforeSubmit(event) {
    clearTimeout(this.timer);
    if (this.unsure.length) this.save();
    this.submitting = true;
    setTimeout(() => (this.submitting = false), SUBMITTED_WITHIN);
    if (!this.sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.sending.then(() => this.form.requestSubmit(event.submitter));
  }

  /** What was kept when the page was last left: put back when nobody has been here since, else shown beside theirs. */
  offerKept() {
    const old = kept(this.url) ?? kept(this.url + EARLIER);
    if (!old) return;
    if (same(old.pairs, this.saved)) {
      this.forgetEarlier();
      return;
    }
    this.unsure = old.unsure ?? [];
    const facts = { time: clock(new Date(old.at)) };
    if (old.revision === this.revision || this.unsure.some((sent) => same(sent, this.saved))) {
      putBack(this.form, old.pairs);
      this.save();
      notice(this.form, "kept-restored", facts, {});
    } else {
      this.offer(old, facts);
    }
  }

  /** Until the person has answered, the old text stands by itself, so that what is written now does not replace it. */
  offer(old, facts) {
    keep(this.url + EARLIER, old.pairs, old.revision);
    forget(this.url);
    this.unsure = [];
    const restore = () => {
      this.forgetEarlier();
      putBack(this.form, old.pairs);
      keep(this.url, old.pairs, old.revision);
      if (this.form.dataset.compare) this.compare();
      else this.save();
    };
    notice(this.form, "kept-offer", facts, { restore, drop: () => this.forgetEarlier() });
  }

  forgetEarlier() {
    forget(this.url);
    forget(this.url + EARLIER);
  }
}

/** What is handed in is no longer this browser's; what was written here after that stays. */
function forgetHandedIn({ dataset }) {
  const old = kept(dataset.handedIn);
  if (old && old.at <= (Number(dataset.at) + 1) * 1000) forget(dataset.handedIn);
}

function csrfToken(form) {
  return form.elements.csrfmiddlewaretoken?.value ?? document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}

/** Errors under their fields, as the server would have written them. */
function showErrors(form, errors) {
  for (const old of form.querySelectorAll("[data-autosave-error]")) clearError(form, old);
  for (const [name, messages] of Object.entries(errors)) {
    const found = form.elements[name];
    const field = found instanceof RadioNodeList ? found[0] : found;
    if (field && messages.length) addError(field, messages.join(" "));
  }
}

function addError(field, text) {
  const message = document.getElementById("field-error").content.firstElementChild.cloneNode(true);
  message.id = `${field.id}_error`;
  message.dataset.autosaveError = field.id;
  message.querySelector("[data-text]").textContent = text;
  (field.closest(".field") ?? field.parentElement).append(message);
  field.setAttribute("aria-invalid", "true");
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  field.setAttribute("aria-describedby", [...new Set([...described, message.id])].join(" "));
}

function clearError(form, message) {
  const field = document.getElementById(message.dataset.autosaveError);
  field?.removeAttribute("aria-invalid");
  message.remove();
}

for (const form of document.querySelectorAll("form[data-autosave]")) autosaves.push(new Autosave(form));
for (const mark of document.querySelectorAll("[data-handed-in]")) forgetHandedIn(mark);
