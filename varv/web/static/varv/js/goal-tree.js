// Goals dragged to where they should stand. Everything here can also be done with the buttons beside each goal.
//
//   <table data-goal-tree>                       rows in reading order, each with:
//   <tr data-goal="7" data-depth="1" data-move="…">   its id, how deep it stands, and where a move is sent
//
// Dropped on the upper third of a row a goal comes before it, below that under it. The form that is sent is the
// same as on the page for moving a goal: parent, place, revision.

const table = document.querySelector("[data-goal-tree]");
const status = document.querySelector("[data-goal-tree-status]");
const UPPER = 1 / 3;

const rows = () => [...table.querySelectorAll("tr[data-goal]")];
const depth = (row) => Number(row.dataset.depth);

/** The row a goal stands under, or null at the top. */
function above(row) {
  const all = rows();
  for (let at = all.indexOf(row) - 1; at >= 0; at -= 1) if (depth(all[at]) < depth(row)) return all[at];
  return null;
}

/** The goal and all that stands below it. */
function branch(row) {
  const all = rows();
  const start = all.indexOf(row);
  let end = start + 1;
  while (end < all.length && depth(all[end]) > depth(row)) end += 1;
  return all.slice(start, end);
}

const siblings = (row, moving) => rows().filter((each) => above(each) === above(row) && each !== moving);
const children = (row, moving) => rows().filter((each) => above(each) === row && each !== moving);

/** Where a drop leads: under which goal, and as which of its siblings. */
function spot(target, isBefore, moving) {
  if (isBefore) return { parent: above(target), place: siblings(target, moving).indexOf(target) + 1 };
  return { parent: target, place: children(target, moving).length + 1 };
}

function send(moving, { parent, place }) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = moving.dataset.move;
  const own = moving.querySelector("form.goal-ways");
  const fields = {
    csrfmiddlewaretoken: own.elements.csrfmiddlewaretoken.value,
    revision: own.elements.revision.value,
    parent: parent?.dataset.goal ?? "",
    place,
  };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  status.textContent = status.dataset.dropped;
  form.submit();
}

const clear = () => rows().forEach((row) => row.classList.remove("drop-before", "drop-under"));

function over(event, moving) {
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr[data-goal]");
  if (!row || branch(moving).includes(row)) return null;
  const { top, height } = row.getBoundingClientRect();
  return { row, isBefore: event.clientY - top < height * UPPER };
}

function grab(event, moving) {
  event.preventDefault();
  const grip = event.currentTarget;
  grip.setPointerCapture(event.pointerId);
  branch(moving).forEach((row) => row.classList.add("lifted"));
  status.textContent = status.dataset.lifted;
  let wanted = null;

  const follow = (moved) => {
    clear();
    wanted = over(moved, moving);
    wanted?.row.classList.add(wanted.isBefore ? "drop-before" : "drop-under");
  };
  const letGo = () => {
    clear();
    rows().forEach((row) => row.classList.remove("lifted"));
    grip.removeEventListener("pointermove", follow);
    removeEventListener("keydown", cancel);
    status.textContent = "";
  };
  const cancel = (pressed) => {
    if (pressed.key !== "Escape") return;
    wanted = null;
    letGo();
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener(
    "pointerup",
    () => {
      const found = wanted;
      letGo();
      if (found) send(moving, spot(found.row, found.isBefore, moving));
    },
    { once: true },
  );
  addEventListener("keydown", cancel);
}

function addGrip(row) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.title = status.dataset.grip;
  grip.setAttribute("aria-hidden", "true"); // the buttons do the same for keyboard and screen reader
  grip.textContent = "⠿ ";
  grip.addEventListener("pointerdown", (event) => grab(event, row));
  row.querySelector("th").prepend(grip);
}

if (table && status) {
  rows().forEach(addGrip);
  // What was said when the page came is not read aloud; put in afterwards it is.
  const told = document.querySelector("tr.moved") && document.querySelector(".toast span");
  if (told) setTimeout(() => (status.textContent = told.textContent), 400);
  // When the button that was used leads no further, the focus goes to the next one of the same goal.
  const moved = document.querySelector("tr.moved");
  if (moved && !moved.querySelector("[autofocus]")) moved.querySelector("form.goal-ways button:not(:disabled)")?.focus();
}
