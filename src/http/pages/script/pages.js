// Makes pages quicker; every page works without it. Each part finds what it works on by a `data-`
// attribute and leaves the rest alone.
"use strict";

// Core: a form that is sent twice does its work once.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Core: copies a text; the button is hidden without a script.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

// Verify: files that are dropped on the form go into its field for files.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.elements[form.dataset.drop];
  const hint = form.querySelector("[data-drop-hint]");
  if (hint) hint.hidden = false;
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.focus();
  });
}

// Long work: the page looks again while it is under way.
async function lookAgain(part) {
  const reply = await fetch(location.href, { headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const now = page.querySelector("main > div");
  if (!reply.ok || !now) return;
  part.replaceWith(now);
  watch(now);
}
function watch(part) {
  const seconds = Number(part.dataset.live);
  if (seconds) setTimeout(() => lookAgain(part).catch(() => watch(part)), seconds * 1000);
}
for (const part of document.querySelectorAll("[data-live]")) watch(part);
