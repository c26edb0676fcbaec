// Where one is now is seen in the side menu, also when the menu is longer than the window.

document.querySelector("#menu [aria-current=page]")?.scrollIntoView({ block: "nearest" });
