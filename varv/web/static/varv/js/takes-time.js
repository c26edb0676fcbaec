// Says that the work goes on, from the moment a form that takes time is sent. Without this the browser's own wait is
// all that shows, and the work is the same.

for (const form of document.querySelectorAll("form[data-takes-time]")) {
  form.addEventListener("submit", () => {
    form.querySelector("[data-working]").hidden = false;
    // After the sending: a button that is off is not sent.
    setTimeout(() => {
      form.querySelector("button").disabled = true;
    });
  });
}

// Coming back by the browser's own button shows the page as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});
