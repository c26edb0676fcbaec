// Saved, saving, not saved: in words, in every place the page shows it, and aloud at most once a minute.

import { clock } from "./keep.js";

const BETWEEN_ANNOUNCEMENTS = 60_000;
const HEARD = 4_000;

export class Status {
  constructor(form) {
    const all = [...document.querySelectorAll("[data-autosave-status]")];
    this.places = all
      .filter(({ dataset }) => !dataset.autosaveStatus || dataset.autosaveStatus === form.id)
      .map(prepared);
    this.texts = this.places[0]?.dataset ?? {};
    this.stands = this.places[0]?.querySelector("[data-text]").textContent ?? "";
    this.lastSpoken = 0;
  }

  /** Something is written that is not sent yet. What is not saved stays told until it is. */
  writing() {
    if (!this.bar) this.saving();
  }

  /** All that is written is saved after all. */
  rest() {
    this.show("", this.stands);
  }

  saving() {
    this.show("saving", this.texts.saving ?? "");
  }

  saved(time) {
    this.stands = filled(this.texts.saved, { time });
    this.show("", this.stands);
    this.announce(this.stands);
  }

  failed(how, seconds) {
    const text = filled(this.texts[how] ?? this.texts.failed, { seconds, time: clock() });
    this.show(how === "offline" && this.texts.offline ? "offline" : "failed", text);
    this.announce(text);
  }

  /** ``deed`` is done instead of following the link, where there is one. */
  conflict(facts, url, deed) {
    const text = filled(this.texts.conflict, facts);
    this.show("conflict", text, url, deed);
    this.announce(text);
  }

  show(state, text, url = "", deed = null) {
    for (const place of this.places) {
      for (const name of ["saving", "failed", "offline", "conflict"]) place.classList.toggle(name, name === state);
      place.querySelector("[data-text]").replaceChildren(text, ...link(url, this.texts.compare, deed));
    }
    this.strip(state, text, url, deed);
  }

  /** What is not saved must be seen wherever in the form the person is; several forms say the same only once. */
  strip(state, text, url, deed) {
    this.bar?.remove();
    this.bar = null;
    if (!["failed", "offline", "conflict"].includes(state)) return;
    const strips = document.querySelector(".save-strips") ?? document.body.appendChild(box("save-strips"));
    this.bar = box(`save-strip ${state}`);
    this.bar.append(text, ...link(url, this.texts.compare, deed));
    strips.append(this.bar);
  }

  announce(text) {
    this.next = text;
    if (this.waiting) return;
    const wait = Math.max(0, this.lastSpoken + BETWEEN_ANNOUNCEMENTS - Date.now());
    this.waiting = setTimeout(() => this.speak(), wait);
  }

  speak() {
    this.waiting = null;
    this.lastSpoken = Date.now();
    const live = this.places[0]?.querySelector("[data-live]");
    if (!live) return;
    live.textContent = this.next;
    setTimeout(() => live.replaceChildren(), HEARD); // read once aloud; the visible text stays
  }
}

/** A place written by hand gets the parts that our own template has. */
function prepared(place) {
  if (!place.querySelector("[data-text]")) {
    const text = document.createElement("span");
    text.dataset.text = "";
    text.append(...place.childNodes);
    place.append(text);
  }
  if (!place.querySelector("[data-live]")) {
    const live = document.createElement("span");
    live.className = "vh";
    live.dataset.live = "";
    live.setAttribute("role", "status");
    place.append(live);
  }
  if (place.getAttribute("role") === "status") place.removeAttribute("role");
  return place;
}

function filled(text = "", facts = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function box(css) {
  const made = document.createElement("div");
  made.className = css;
  return made;
}

function link(url, text, deed) {
  if (!url?.startsWith("/") || url.startsWith("//") || !text) return [];
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = text;
  if (deed) {
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      deed();
    });
  }
  return [" ", anchor];
}
