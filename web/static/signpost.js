/*
 * signpost.js - a help, never a need. On a question page an answer is saved when it changes (the same form, sent by PUT, so
 * that Continue finds nothing new to do); one live region says so. On any page an error summary gets the focus,
 * and a button that prints is shown.
 */
"use strict";
(() => {
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const says = document.getElementById("saved");
  const version = form.elements.version;
  let busy = false, again = false, leaving = null, stopped = false;

  const say = (text, href) => {
    says.textContent = text;
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = "Show what is saved";
    says.append(" ", link);
  };
  const clock = (text) => new Date(text).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  /* An ordering or a matching (of a situation: a part) still half done is kept by Continue alone. */
  const done = (group) => {
    const lists = [...group.querySelectorAll("select")].filter((list) => list.closest("fieldset") === group);
    const filled = lists.filter((list) => list.value).length;
    return !filled || filled === lists.length || group.querySelector(":scope > .choice > input[name$='dont_know']")?.checked;
  };
  const ready = () => [...form.querySelectorAll("fieldset")].every(done);

  const save = async () => {
    if (stopped || !ready()) return;
    if (busy) { again = true; return; }
    busy = true;
    try {
      const reply = await fetch(form.action, {
        method: "PUT",
        headers: { "Accept": "application/json", "X-CSRF-Token": form.elements.csrf.value },
        body: new URLSearchParams(new FormData(form)),
      });
      const told = await reply.json().catch(() => ({}));
      if (reply.ok) {
        version.value = told.version;
        say("Saved " + clock(told.saved_at));
      } else if (reply.status === 409) {
        stopped = true;
        say("Not saved: this question was answered elsewhere since you opened this page.", location.href);
      } else {
        say("Not saved: " + (told.detail || "please press Continue."));
      }
    } catch {
      say("Not saved: there is no connection. Your answer is still on this page; Continue will try again.");
    }
    busy = false;
    if (again) { again = false; await save(); }
    if (leaving) form.requestSubmit(leaving);
  };

  form.addEventListener("change", save);
  /* Continue waits for a save under way, so that it carries the version which that save will have made. */
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    leaving = event.submitter;
  });
})();
