// The size of a chain's drawing: buttons, keys and the wheel with ctrl; dragging moves it. Remembered in this browser.
// The drawing's own width and height are changed, nothing else. Without this file it is scrolled at its real size.

const KEY = "varv:chain-size";
const STEPS = [0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.25, 1.6, 2];
const KEYS = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "real" };

function remembered(otherwise) {
  try {
    return localStorage.getItem(KEY) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // The size holds for this page at least.
  }
}

function view(part) {
  const room = part.querySelector("[data-zoom-room]");
  const tools = part.querySelector("[data-zoom-tools]");
  const drawing = room?.querySelector("svg");
  if (!drawing || !tools) return;
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  let wanted = remembered(part.dataset.chainView || "1");
  let scale = 1;

  const fitting = () => {
    const inside = getComputedStyle(room);
    return Math.min(1, (room.clientWidth - parseFloat(inside.paddingLeft) - parseFloat(inside.paddingRight)) / width);
  };

  function show() {
    const known = Number(wanted);
    const next = wanted === "fit" ? fitting() : STEPS.includes(known) ? known : 1;
    const middle = (room.scrollLeft + room.clientWidth / 2) / scale;
    const half = (room.scrollTop + room.clientHeight / 2) / scale;
    scale = next > 0 ? next : 1;
    drawing.setAttribute("width", String(width * scale));
    drawing.setAttribute("height", String(height * scale));
    room.scrollLeft = middle * scale - room.clientWidth / 2;
    room.scrollTop = half * scale - room.clientHeight / 2;
    tools.querySelector("[data-zoom-now]").textContent = `${Math.round(scale * 100)}\u00a0%`;
    tools.querySelector('[data-zoom="fit"]').setAttribute("aria-pressed", String(wanted === "fit"));
  }

  function choose(how) {
    const larger = STEPS.find((step) => step > scale + 0.001) ?? STEPS.at(-1);
    const smaller = STEPS.findLast((step) => step < scale - 0.001) ?? STEPS[0];
    wanted = { in: String(larger), out: String(smaller), fit: "fit", real: "1" }[how];
    remember(wanted);
    show();
  }

  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) choose(button.dataset.zoom);
  });
  room.addEventListener("keydown", (event) => {
    const how = KEYS[event.key];
    if (!how || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(how);
  });
  room.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      choose(event.deltaY < 0 ? "in" : "out");
    },
    { passive: false },
  );
  drag(room);
  addEventListener("resize", () => wanted === "fit" && show());
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    wanted = event.newValue ?? "1";
    show();
  });
  tools.hidden = false;
  show();
  showChosen(room);
}

// With a mouse the empty paper can be taken hold of; a finger scrolls by itself, and a step is still a link.
function drag(room) {
  let from = null;
  room.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
    from = { x: event.clientX + room.scrollLeft, y: event.clientY + room.scrollTop };
    room.setPointerCapture(event.pointerId);
    room.classList.add("held");
  });
  room.addEventListener("pointermove", (event) => {
    if (!from) return;
    room.scrollLeft = from.x - event.clientX;
    room.scrollTop = from.y - event.clientY;
  });
  const letGo = () => {
    from = null;
    room.classList.remove("held");
  };
  room.addEventListener("pointerup", letGo);
  room.addEventListener("pointercancel", letGo);
}

// The step or the chain in focus is in sight from the start; the page itself stays where the address says.
function showChosen(room) {
  const among = room.querySelector(".chain-name.st-faded") && room.querySelector(".chain-name:not(.st-faded)");
  const chosen = (room.querySelector(".st-chosen") ?? among)?.getBoundingClientRect();
  if (!chosen) return;
  const inside = room.getBoundingClientRect();
  room.scrollLeft += chosen.left + chosen.width / 2 - inside.left - inside.width / 2;
  room.scrollTop += chosen.top + chosen.height / 2 - inside.top - inside.height / 2;
}

document.querySelectorAll("[data-chain-view]").forEach(view);
