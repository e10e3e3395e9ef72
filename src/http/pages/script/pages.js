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

// Assess: a rating is saved as it is made, and the level beside the sheet follows it; 1, 2 and 3
// rate the statement in focus and go on to the next.
for (const sheet of document.querySelectorAll("form[data-assess]")) {
  const decision = sheet.querySelector("[data-assess-decision]");
  const trouble = sheet.querySelector("[data-assess-trouble]");
  sheet.querySelector("[data-assess-keys]").hidden = false;
  let waiting = 0;
  let saving = Promise.resolve();
  let leaving = false;
  const save = async () => {
    if (leaving) return;
    const body = new URLSearchParams(new FormData(sheet));
    try {
      const answer = await fetch(sheet.dataset.assess, { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error(answer.statusText);
      const open = decision.querySelector("details")?.open;
      decision.innerHTML = await answer.text();
      if (open) decision.querySelector("details")?.setAttribute("open", "open");
      sheet.elements.revision.value = answer.headers.get("x-revision");
      trouble.hidden = true;
    } catch {
      trouble.hidden = false;
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { saving = saving.then(save); }, 400);
  };
  sheet.addEventListener("change", soon);
  sheet.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (leaving) return;
    // What is being saved has a new revision, which the form must know before it is sent.
    event.preventDefault();
    const button = event.submitter;
    // While this event is still under way a form cannot be sent anew, not even by a promise.
    saving.then(() => setTimeout(() => { leaving = true; sheet.requestSubmit(button); }));
  });
  addEventListener("pageshow", () => { leaving = false; });
  sheet.addEventListener("keydown", (event) => {
    const radio = event.target;
    const place = ["1", "2", "3"].indexOf(event.key);
    if (radio.type !== "radio" || place < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const statement = radio.closest("fieldset");
    statement.querySelectorAll("input[type=radio]")[place].click();
    const all = [...sheet.querySelectorAll("fieldset.rate")];
    const next = all[all.indexOf(statement) + 1];
    const target = next?.querySelector("input[type=radio]:checked");
    (target ?? sheet.querySelector("button.main")).focus();
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
