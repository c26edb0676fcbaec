// The theme: as the system, light or dark. Remembered in this browser only.
// Buttons carry data-theme-choice="system|light|dark"; aria-pressed tells which one holds.

const KEY = "varv:theme";
const root = document.documentElement;
const buttons = () => document.querySelectorAll("[data-theme-choice]");

function apply(choice) {
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  else delete root.dataset.theme;
  for (const button of buttons()) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
}

function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "system";
  } catch {
    return root.dataset.theme ?? "system";
  }
}

function remember(choice) {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // The choice holds for this page at least.
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-choice]");
  if (!button) return;
  remember(button.dataset.themeChoice);
  apply(button.dataset.themeChoice);
});

// Another tab changed its mind.
addEventListener("storage", (event) => {
  if (event.key === KEY) apply(event.newValue ?? "system");
});

apply(remembered());
