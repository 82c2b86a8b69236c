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
  button.hidden = false;
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

// A file is read here, into the field that people could paste into: it is never sent as a file, which
// servers buffer on disk. Windows' PowerShell writes UTF-16, with a mark at the beginning.
const MAX_FILE_BYTES = 256 * 1024;

function decode(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be"
    : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

async function readInto(field, file, messages) {
  if (file.size > MAX_FILE_BYTES) {
    return messages.tooLarge;
  }
  try {
    field.value = decode(new Uint8Array(await file.arrayBuffer()));
    return messages.read;
  } catch {
    return messages.noText;
  }
}

for (const chooser of document.querySelectorAll("[data-read-into]")) {
  chooser.hidden = false;
  const input = chooser.querySelector("input[type=file]");
  input.addEventListener("change", async () => {
    if (input.files.length > 0) {
      const field = document.getElementById(chooser.dataset.readInto);
      chooser.querySelector("[role=status]").textContent = await readInto(field, input.files[0], chooser.dataset);
    }
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
