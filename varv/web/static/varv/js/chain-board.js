// Puts what the server says of a chain's steps into the page, and never touches what a person is writing.

export const tidy = (text) => text.split(/\s+/).filter(Boolean).join(" ");
export const words = (card) => card.querySelector("[data-words] textarea");
export const isDirty = (field) => tidy(field.value) !== tidy(field.dataset.stands ?? "");
export const revisionOf = (card) => card.querySelector("[data-words] [name=revision]");

/** Replace the parts that hold nothing of the person's; the board is mended step by step. */
export function refresh(root, html, choices) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html; // our own server's template, escaped there
  const focus = remember();
  for (const part of fresh.content.querySelectorAll("[data-part]")) {
    const stands = root.querySelector(`[data-part="${part.dataset.part}"]`);
    if (part.dataset.part === "board") mend(stands, part, choices);
    else keepChoices(stands, () => stands.replaceChildren(...part.childNodes));
  }
  focus();
}

/** What was chosen in lists stays chosen, if it is still there. */
function keepChoices(part, deed) {
  const chosen = new Map([...part.querySelectorAll("select")].map((list) => [list.id, list.value]));
  deed();
  for (const list of part.querySelectorAll("select")) list.value = chosen.get(list.id) ?? "";
}

/** The focus stays where it was, also when its place was drawn anew. */
function remember() {
  const held = document.activeElement;
  const { id, selectionStart, selectionEnd } = held ?? {};
  const card = held?.closest("[data-step]")?.id;
  return () => {
    if (document.activeElement === held && held.isConnected) return;
    const again = (id && document.getElementById(id)) || null;
    const place = again && !again.disabled ? again : card && document.getElementById(card);
    place?.focus({ preventScroll: true });
    if (place === again && selectionStart != null && again?.setSelectionRange)
      again.setSelectionRange(selectionStart, selectionEnd);
  };
}

function mend(board, fresh, choices) {
  const old = new Map([...board.querySelectorAll("[data-step]")].map((card) => [card.dataset.step, card]));
  const kept = new Set([...fresh.querySelectorAll("[data-step]")].map((card) => card.dataset.step));
  for (const [id, card] of old) if (!kept.has(id)) leave(card, choices);
  for (const column of fresh.querySelectorAll("[data-level]")) {
    const list = board.querySelector(`[data-level="${column.dataset.level}"] [data-steps]`);
    [...column.querySelectorAll("[data-step]")].forEach((card, place) => {
      const stands = old.get(card.dataset.step);
      if (stands) update(stands, card, choices);
      const here = list.querySelectorAll(":scope > :not(.is-lost)")[place];
      if (here !== (stands ?? card)) list.insertBefore(stands ?? card, here ?? null);
    });
  }
}

/** A step that is gone goes, unless somebody is writing in it. */
function leave(card, choices) {
  if (card.classList.contains("is-lost")) return;
  if (isDirty(words(card))) choices.lost(card);
  else card.remove();
}

function update(card, fresh, choices) {
  card.dataset.place = fresh.dataset.place;
  card.classList.remove("is-lost"); // somebody gave it back
  card.classList.toggle("alone", fresh.classList.contains("alone"));
  const [field, theirs] = [words(card), words(fresh)];
  const revision = revisionOf(fresh).value;
  if (!isDirty(field) || tidy(field.value) === tidy(theirs.value)) write(card, theirs.value, revision);
  else if (field.dataset.stands === theirs.dataset.stands) revisionOf(card).value = revision;
  else choices.both(card, { text: theirs.value, revision });
  card.querySelector("label").replaceChildren(...fresh.querySelector("label").childNodes);
  for (const part of ["[data-about]", "[data-tools]", "details"]) redraw(card.querySelector(part), fresh.querySelector(part));
}

/** What the server has, in the field too, unless it says the same: then the caret and a last space stay. */
export function write(card, text, revision) {
  const field = words(card);
  field.dataset.stands = text;
  if (tidy(field.value) !== tidy(text)) field.value = text;
  revisionOf(card).value = revision;
  card.querySelector(".bench-choice")?.remove();
}

/** What is open stays open: only what stands in it is drawn anew. */
function redraw(part, fresh) {
  if (part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
}

/** Let what others changed be seen for a while. */
export function light(root, steps) {
  for (const id of steps) {
    const card = root.querySelector(`[data-step="${id}"]`);
    if (!card) continue;
    card.classList.add("is-news");
    setTimeout(() => card.classList.remove("is-news"), 6000);
  }
}
