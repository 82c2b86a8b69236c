// Progressive enhancement only: without it every page still works.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const value = "value" in source ? source.value : source.textContent;
    if ("select" in source) {
      source.select();
    }
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Without permission, or over plain http: what is selected can still be copied this way.
      document.execCommand("copy");
    }
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    const announce = document.getElementById("announce");
    if (announce) {
      announce.textContent = button.dataset.copied;
    }
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

// What takes a while says so.
for (const note of document.querySelectorAll("form .working")) {
  note.closest("form").addEventListener("submit", () => { note.hidden = false; });
}

// A real modal, with the focus inside it and Escape to close; without us it is an open box.
const dialog = document.querySelector("dialog.modal[open]");
if (dialog) {
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.querySelector("[data-copy]").focus();
}
