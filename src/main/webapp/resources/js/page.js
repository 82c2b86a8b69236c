// Progressive enhancement only: without it every page still works.
"use strict";

// Without permission, or over plain http, what is selected can still be copied, by us or by hand.
function copySelected(source) {
  if ("select" in source) {
    source.focus();
    source.select();
  } else {
    getSelection().selectAllChildren(source);
  }
  return document.execCommand("copy");
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText("value" in source ? source.value : source.textContent);
    return true;
  } catch {
    return copySelected(source);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const before = button.textContent;
  button.addEventListener("click", async () => {
    const copied = await copy(document.getElementById(button.dataset.copy));
    if (copied) {
      button.focus();
    }
    const said = copied ? button.dataset.copied : document.getElementById("content").dataset.notCopied;
    button.textContent = said;
    const announce = document.getElementById("announce");
    if (announce) {
      announce.textContent = said;
    }
    setTimeout(() => { button.textContent = before; }, copied ? 2000 : 6000);
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
