// The slash key goes to the search field, from anywhere but where something is being written.

const WRITING = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(WRITING) || document.querySelector("dialog[open]")) return;
  const field = [...document.querySelectorAll("[data-search]")].find((each) => each.checkVisibility());
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
