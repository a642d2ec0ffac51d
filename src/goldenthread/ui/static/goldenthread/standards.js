/* The open standard: what appears for which answer, the keys, the sheet of keys.

   <div data-shows-for="partly not-met cannot-tell" data-shows-by="answer"> comment, origin, advice </div>
      seen while the checked radio, or the select, named `answer` (in the same form) has one of these values; without script always seen
   [data-open-standard] input[type=radio][data-answer]    Alt+1 to Alt+6 choose them in order
   [data-next]                                            Ctrl+Enter presses it ("Save and next")
   <dialog id="keys" class="gt-keys"> ... <input type="checkbox" data-single-key checked> Open this sheet with ? </dialog>
      "?" opens it outside fields, until the box is cleared (WCAG 2.1.4), which data-save-url keeps for the person;
      [data-open-keys] opens it always
*/
import { csrfToken } from "./token.js";

function fit(part) {
  const form = part.closest("form");
  const name = CSS.escape(part.dataset.showsBy);
  const chosen = form?.querySelector(`input[name="${name}"]:checked, select[name="${name}"]`);
  part.hidden = !(chosen && part.dataset.showsFor.split(" ").includes(chosen.value));
}

function fitAll() {
  for (const part of document.querySelectorAll("[data-shows-for]")) fit(part);
}

function isWriting(target) {
  return target.matches?.("textarea, select, [contenteditable=true], input:not([type=radio], [type=checkbox], [type=button], [type=submit])");
}

export function openStandards() {
  fitAll();
  document.addEventListener("change", fitAll);
  document.addEventListener("gt:refreshed", fitAll);
  document.addEventListener("gt:swapped", fitAll);
  document.body.addEventListener("htmx:load", fitAll);

  const sheet = document.getElementById("keys");
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-open-keys]") || !sheet?.showModal) return;
    event.preventDefault();
    sheet.showModal();
  });
  // Kept for the person, like the divider: whoever speaks to the page must not have to say it anew each time.
  sheet?.querySelector("[data-single-key]")?.addEventListener("change", (event) => {
    fetch(event.target.dataset.saveUrl, {
      method: "POST",
      body: new URLSearchParams({ single_key: event.target.checked ? "1" : "0" }),
      headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
      redirect: "manual",
      keepalive: true,
    }).catch(() => {});
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      const next = document.querySelector("[data-next]");
      if (!next) return;
      event.preventDefault();
      next.click();
    } else if (event.altKey && !event.ctrlKey && !event.metaKey && /^Digit[1-6]$/.test(event.code)) {
      const answers = document.querySelectorAll("[data-open-standard] input[type=radio][data-answer]");
      const answer = answers[Number(event.code.slice(5)) - 1];
      if (!answer) return;
      event.preventDefault();
      answer.focus();
      if (!answer.checked) answer.click();
    } else if (event.key === "?" && sheet && !sheet.open && !isWriting(event.target) && sheet.querySelector("[data-single-key]")?.checked) {
      event.preventDefault();
      sheet.showModal();
    }
  });
}
