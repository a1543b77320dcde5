"use strict";
/* The desk. Everything works without this file; each section makes one thing quicker. */

/* The live preview: where it cannot be brought up to date, say so, and leave what is there. */
(() => {
  const form = document.querySelector("form[data-live]");
  const said = document.getElementById("preview-said");
  if (!form || !said) return;
  const say = (words) => {
    said.textContent = words;
    said.classList.remove("visually-hidden");
  };
  form.addEventListener("htmx:beforeSwap", (event) => {
    const answered = event.detail.xhr.responseURL;
    const elsewhere = answered && new URL(answered).pathname !== location.pathname && event.detail.elt === form;
    if (elsewhere) {
      event.detail.shouldSwap = false;
      say("You are signed out. Copy what you typed, and sign in again.");
    } else {
      said.classList.add("visually-hidden");
    }
  });
  for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failed, () => say("The preview could not be brought up to date. “Preview” asks again."));
  }
})();

/* Relations of an appeal that the days typed above leave out cannot be chosen; the sentence beside them says why. */
(() => {
  const leaveOut = () => {
    for (const said of document.querySelectorAll("[data-not-offered]")) {
      const relation = document.getElementById(said.dataset.of);
      if (!relation) continue;
      const left = said.dataset.notOffered.split(" ");
      for (const option of relation.options) option.disabled = left.includes(option.value) && !option.selected;
    }
  };
  document.addEventListener("htmx:oobAfterSwap", leaveOut);
})();

/* An address that is on no record: what describes a new source is opened. */
document.addEventListener("htmx:afterSwap", (event) => {
  const found = event.target.id === "source-found" && event.target.querySelector("[data-new-source]");
  const described = found && event.target.closest("fieldset").querySelector("details.new-source");
  if (described) described.open = true;
});
