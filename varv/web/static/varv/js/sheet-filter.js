// One sheet of a workbook's preview at a time. Without this script the links lead to the sheets' headings.

const nav = document.querySelector("[data-sheet-filter]");
const sheets = [...document.querySelectorAll("[data-sheet]")];

function show(id) {
  for (const sheet of sheets) sheet.hidden = Boolean(id) && sheet.id !== id;
  for (const link of nav.querySelectorAll("a")) {
    if (link.hash === (id ? `#${id}` : "#main")) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (nav) {
  const all = document.createElement("a");
  all.className = "chip";
  all.href = "#main";
  all.textContent = nav.dataset.all;
  nav.prepend(all);
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    show(link === all ? "" : link.hash.slice(1));
  });
  show("");
}
