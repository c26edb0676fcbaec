// The workbench of a chain: every step is saved as it is written, and what others do is seen while they do it.
//
// The server answers each small thing that is done with
//   200 {number, html, saved_at, said?, focus?}   done; the parts of the page as they stand now
//   409 {errors, theirs: {text, revision}}        somebody else changed the step meanwhile: nothing is overwritten
//   422 {errors}                                  refused, and why
// Without this script the same forms are sent as pages.

import { isDirty, light, refresh, revisionOf, tidy, words, write } from "./chain-board.js";
import { Linking } from "./chain-links.js";
import { clock, forget, keep, kept } from "./keep.js";
import { Status } from "./save-status.js";

const PAUSE = 1200;
const LOOK = 4000;
const FIRST_RETRY = 5_000;
const LONGEST_RETRY = 120_000;
const REFUSED = new Set([409, 422]);
const MOVES = ["ArrowUp", "ArrowDown"];

class Bench {
  constructor(root) {
    this.root = root;
    this.number = Number(root.dataset.number);
    this.status = new Status(root);
    this.turn = Promise.resolve();
    this.timers = new Map();
    this.retryAfter = FIRST_RETRY;
    this.linking = new Linking(root, (source, target) => this.tie(source, target));
    this.choices = { both: (card, theirs) => this.offer(card, theirs), lost: (card) => this.lose(card) };
    root.dataset.live = "";
    this.listen();
    for (const card of this.cards()) this.putBack(card);
    this.looking = setInterval(() => this.look(), LOOK);
  }

  cards() {
    return [...this.root.querySelectorAll("[data-step]")];
  }

  listen() {
    this.root.addEventListener("input", ({ target }) => target.name === "text" && this.changed(target));
    this.root.addEventListener("focusout", (event) => this.left(event));
    this.root.addEventListener("submit", (event) => this.submitted(event));
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("click", ({ target }) => this.clicked(target));
    document.addEventListener("keydown", (event) => this.undoKey(event));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.saveAll() : this.look()));
    addEventListener("online", () => this.saveAll());
    addEventListener("pagehide", () => this.saveAll());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // --- what is written --------------------------------------------------------------------------------------

  changed(field) {
    const card = field.closest("[data-step]");
    if (!card) return;
    this.keep(card);
    if (isDirty(field)) this.status.writing();
    else this.status.rest();
    clearTimeout(this.timers.get(card));
    this.timers.set(
      card,
      setTimeout(() => this.save(card), PAUSE),
    );
  }

  left({ target, relatedTarget }) {
    const form = target.form;
    if (target.name !== "text" || !form) return;
    if (form.dataset.words !== undefined) this.save(form.closest("[data-step]"));
    else if (form.dataset.new !== undefined && !form.contains(relatedTarget)) this.add(form, false);
  }

  keep(card) {
    const { action } = card.querySelector("[data-words]");
    if (isDirty(words(card))) keep(path(action), [["text", words(card).value]], revisionOf(card).value);
    else forget(path(action));
  }

  saveAll() {
    for (const card of this.cards()) this.save(card);
  }

  /** Save a step's words, if they are not saved and not waiting for a choice. */
  save(card) {
    clearTimeout(this.timers.get(card));
    return this.inTurn(async () => {
      if (!card.isConnected || !isDirty(words(card)) || card.querySelector(".bench-choice")) return true;
      const form = card.querySelector("[data-words]");
      const sent = words(card).value;
      this.status.saving();
      const answer = await this.post(form.action, form, { text: sent, revision: revisionOf(card).value });
      if (answer.ok) {
        words(card).dataset.stands = tidy(sent);
        this.apply(answer);
        this.keep(card);
      } else this.unsaved(card, answer);
      return answer.ok;
    });
  }

  unsaved(card, { status, theirs, errors = [] }) {
    if (status === 404) this.lose(card);
    else if (theirs) this.offer(card, theirs);
    else if (status === 422) this.refuse(card.querySelector("[data-field]"), errors);
  }

  /** What was kept when the page was last left: put back when nobody has been here since, else to be chosen. */
  putBack(card) {
    const address = path(card.querySelector("[data-words]").action);
    const old = kept(address);
    const text = old?.pairs[0]?.[1] ?? "";
    if (!old || tidy(text) === tidy(words(card).dataset.stands)) return forget(address);
    const stands = words(card).dataset.stands;
    words(card).value = text;
    if (old.revision === revisionOf(card).value) this.save(card);
    else this.offer(card, { text: stands, revision: revisionOf(card).value });
  }

  // --- somebody else was here -------------------------------------------------------------------------------

  /** Both texts are shown, and the person chooses. Until then nothing more is sent of this step. */
  offer(card, theirs) {
    if (card.querySelector(".bench-choice")?.dataset.revision === String(theirs.revision)) return;
    const box = this.box(card, "bench-choice", this.root.dataset.changed);
    box.dataset.revision = theirs.revision;
    box.querySelector("[data-theirs]").textContent = this.root.dataset.theirs.replace("{text}", theirs.text);
    const chosen = (text) => {
      write(card, theirs.text, theirs.revision);
      words(card).value = text;
      this.keep(card);
      this.save(card);
      words(card).focus();
    };
    const mine = words(card).value;
    box.querySelector("[data-keep=mine]").addEventListener("click", () => chosen(words(card).value || mine));
    box.querySelector("[data-keep=theirs]").addEventListener("click", () => chosen(theirs.text));
    this.status.show("failed", this.root.dataset.changed);
  }

  /** The step is gone, but not what was written in it. */
  lose(card) {
    card.classList.add("is-lost");
    const box = this.box(card, "bench-lost", this.root.dataset.gone);
    const form = card.closest("[data-level]").querySelector("[data-new]");
    const text = () => words(card).value;
    const go = () => {
      forget(path(card.querySelector("[data-words]").action));
      card.remove();
      this.status.rest();
      form.elements.text.focus();
    };
    box.querySelector("[data-keep=theirs]").addEventListener("click", go);
    box.querySelector("[data-keep=mine]").addEventListener("click", () => {
      form.elements.text.value = text();
      go();
      this.add(form, true);
    });
    this.status.show("failed", this.root.dataset.gone);
  }

  box(card, template, why) {
    card.querySelector(".bench-choice")?.remove();
    const box = document.getElementById(template).content.firstElementChild.cloneNode(true);
    box.querySelector("[data-why]").textContent = why;
    card.querySelector("[data-field]").append(box);
    return box;
  }

  // --- what is done -----------------------------------------------------------------------------------------

  submitted(event) {
    const form = event.target;
    event.preventDefault();
    if (form.dataset.new !== undefined) this.add(form, true);
    else if (form.dataset.act !== undefined) this.act(form, form.action, new FormData(form));
    else if (form.dataset.words !== undefined && !event.submitter?.hasAttribute("formaction"))
      this.save(form.closest("[data-step]"));
    else this.press(form, event.submitter);
  }

  /** A button of a step: what is written there is saved first. */
  async press(form, button) {
    const card = form.closest("[data-step]");
    if (!(await this.save(card))) return;
    const { level, place } = form.elements;
    const sent = { ...(level && { level: level.value }), ...(place?.value && { place: place.value }) };
    this.act(card.querySelector("[data-words]"), button.formAction, { ...sent, ...named(button) });
  }

  act(form, url, facts) {
    return this.inTurn(async () => {
      const revision = form.elements.revision?.value;
      const answer = await this.post(url, form, facts, revision && { revision });
      if (answer.ok) this.apply(answer);
      else if (answer.status) this.refuse(this.root.querySelector(".bench-bar"), answer.errors ?? []);
      if (answer.ok && form.dataset.tie !== undefined) form.reset();
      if (answer.status === 409) this.look();
    });
  }

  tie(source, target) {
    this.act(this.root.querySelector("[data-tie]"), this.root.querySelector("[data-tie]").action, { source, target });
  }

  /** A new step. Whoever pressed Enter writes the next one in the same place. */
  add(form, goesOn) {
    const field = form.elements.text;
    const text = field.value;
    if (!tidy(text)) return goesOn && field.focus();
    field.value = "";
    return this.inTurn(async () => {
      this.status.saving();
      const answer = await this.post(form.action, form, { text, level: form.elements.level.value });
      if (answer.ok) {
        this.apply(answer);
        if (goesOn) field.focus();
        return;
      }
      field.value = [text, field.value].filter(Boolean).join(" ");
      if (answer.status) this.refuse(form, answer.errors ?? []);
    });
  }

  clicked(target) {
    if (target.closest("[data-close]")) target.closest(".bench-refusal").remove();
    const handle = target.closest("[data-link]");
    if (handle) this.linking.start(handle.closest("[data-step]"));
  }

  key(event) {
    const card = event.target.closest("[data-step]");
    const level = event.target.closest("[data-level]");
    if (event.altKey && card && MOVES.includes(event.key)) {
      event.preventDefault();
      const button = card.querySelectorAll("[data-tools] button[name=place]")[MOVES.indexOf(event.key)];
      if (!button.disabled) this.press(button.form, button);
    } else if (event.altKey && card && event.key.toLowerCase() === "l") {
      event.preventDefault();
      this.linking.start(card);
    } else if (event.key === "Enter" && event.target.name === "text" && !event.isComposing) {
      event.preventDefault();
      if (card) this.save(card);
      if (card) level.querySelector("[data-new] textarea").focus();
      else this.add(event.target.form, true);
    }
  }

  /** While there is something unsaved in a field, undoing is the field's own. */
  undoKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    const field = document.activeElement;
    if (field?.matches("input, textarea") && (field.closest("[data-step]") ? isDirty(field) : field.value)) return;
    event.preventDefault();
    const button = document.getElementById(event.shiftKey ? "gor-om" : "angra");
    if (button.form) this.act(button.form, button.form.action, {});
  }

  // --- to the server and back -------------------------------------------------------------------------------

  /** One thing at a time: each answer carries the next revision. */
  inTurn(deed) {
    this.turn = this.turn.then(deed, deed);
    return this.turn;
  }

  async post(url, form, ...facts) {
    const body = new URLSearchParams();
    for (const some of facts) {
      const pairs = some instanceof FormData ? [...some] : Object.entries(some ?? {});
      for (const [name, value] of pairs) body.set(name, value);
    }
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      return await this.received(await fetch(url, { ...REQUEST, method: "POST", body, keepalive: true }));
    } catch {
      return this.failed("failed");
    }
  }

  async received(response) {
    if (response.ok || REFUSED.has(response.status)) {
      this.retryAfter = FIRST_RETRY;
      return { ...(await response.json()), ok: response.ok, status: response.status };
    }
    if (response.status === 404) return { ok: false, status: 404, errors: [this.root.dataset.gone] };
    return this.failed(response.status === 403 || response.type === "opaqueredirect" ? "signedOut" : "failed");
  }

  failed(how) {
    this.status.failed(how, Math.round(this.retryAfter / 1000));
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.saveAll(), this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LONGEST_RETRY);
    return { ok: false };
  }

  apply({ number, html, saved_at: savedAt, said, focus }) {
    this.linking.stop();
    this.number = number;
    for (const old of this.root.querySelectorAll(".bench-refusal, .err-msg")) old.remove();
    refresh(this.root, html, this.choices);
    if (!this.cards().some((card) => isDirty(words(card)))) this.status.saved(savedAt ?? clock());
    if (said) this.say(said);
    if (document.activeElement === document.body && focus) document.getElementById(focus)?.focus();
  }

  /** What the others have done since. Not while the page is hidden or something of ours is under way. */
  look() {
    if (document.hidden || this.stopped) return;
    return this.inTurn(async () => {
      const url = this.root.dataset.since.replace("/0/", `/${this.number}/`);
      const response = await fetch(url, REQUEST).catch(() => null);
      if (response?.status === 409) return this.stop();
      if (response?.status !== 200) return;
      const answer = await response.json();
      const linking = this.linking.source;
      if (linking) return; // chosen first, seen then
      this.apply(answer);
      light(this.root, answer.news.flatMap(({ steps }) => steps));
      const last = answer.news.at(-1);
      if (last) this.say(last.said);
    });
  }

  stop() {
    this.stopped = true;
    clearInterval(this.looking);
    for (const card of this.cards()) this.keep(card);
    this.refuse(this.root.querySelector(".bench-bar"), [this.root.dataset.adopted]);
  }

  say(text) {
    this.root.querySelector("[data-said]").textContent = text;
  }

  refuse(place, errors) {
    this.root.querySelector(".bench-refusal")?.remove();
    const box = document.getElementById("bench-refusal").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-why]").textContent = errors.join(" ");
    place.append(box);
    this.status.show("failed", errors.join(" "));
  }
}

const REQUEST = { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual" };
const named = ({ name, value }) => (name ? { [name]: value } : {});
const path = (url) => new URL(url, location.href).pathname;

const root = document.querySelector("[data-bench]");
if (root) new Bench(root);
