// Linking a step to another: choose it in a list, or point at it.
//
// The list stands in the bar that follows the page; while it does, a click on a step that may come after links to it.

export class Linking {
  constructor(root, link) {
    this.root = root;
    this.link = link;
    root.addEventListener("click", (event) => this.point(event), { capture: true });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.source && this.stop());
  }

  /** From this step; again from the same one stops. */
  start(card) {
    const again = this.source === card;
    this.stop();
    if (again) return;
    const targets = this.onward(card);
    this.source = card;
    this.root.classList.add("is-linking");
    card.classList.add("is-source");
    card.querySelector("[data-link]").setAttribute("aria-expanded", "true");
    for (const { value } of targets) this.card(value)?.classList.add("is-target");
    this.show(targets);
  }

  /** Steps on the same level or a later one that it does not lead to already. */
  onward(card) {
    const all = [...this.root.querySelectorAll("#koppla-till option[data-rank]")];
    const own = all.find(({ value }) => value === card.dataset.step);
    const taken = new Set([...card.querySelectorAll(".bench-ties a")].map(({ hash }) => hash.replace("#led-", "")));
    return all.filter(
      (option) => option !== own && +option.dataset.rank >= +(own?.dataset.rank ?? 0) && !taken.has(option.value),
    );
  }

  show(targets) {
    const { choose, nothingOnward } = this.root.dataset;
    this.picker = document.createElement("div");
    this.picker.className = "bench-picker";
    const text = document.createElement("label");
    text.htmlFor = "valj-led";
    text.textContent = targets.length ? choose : nothingOnward;
    const list = document.createElement("select");
    list.id = "valj-led";
    list.size = Math.min(Math.max(targets.length, 2), 5);
    list.append(...targets.map((option) => option.cloneNode(true)));
    list.addEventListener("keydown", (event) => this.key(event, list));
    list.addEventListener("click", ({ target }) => target.closest("option") && this.pick(target.value));
    this.picker.append(text, ...(targets.length ? [list] : []));
    this.root.querySelector(".bench-bar").append(this.picker);
    if (!targets.length) return;
    list.selectedIndex = 0;
    list.focus();
  }

  key(event, list) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.pick(list.value);
  }

  point(event) {
    if (!this.source) return;
    const card = event.target.closest("[data-step]");
    if (!card?.classList.contains("is-target")) return;
    event.preventDefault();
    event.stopPropagation();
    this.pick(card.dataset.step);
  }

  pick(target) {
    const source = this.source.dataset.step;
    this.stop();
    if (target) this.link(source, target);
  }

  stop() {
    if (!this.source) return;
    const button = this.source.querySelector("[data-link]");
    const back = this.picker.contains(document.activeElement);
    button.setAttribute("aria-expanded", "false");
    for (const name of ["is-source", "is-target"])
      for (const card of this.root.querySelectorAll(`.${name}`)) card.classList.remove(name);
    this.root.classList.remove("is-linking");
    this.picker.remove();
    this.source = null;
    if (back) button.focus();
  }

  card(id) {
    return this.root.querySelector(`[data-step="${id}"]`);
  }
}
