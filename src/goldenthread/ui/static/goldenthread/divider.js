/* The line between the plan and its standards.

   <div class="gt-divider" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the plan"
        aria-valuemin="30" aria-valuemax="74" aria-valuenow="56" aria-controls="plan" data-save-url="/.../divider/"></div>
   inside the grid that carries class gt-split-56 (gt-split-30 to gt-split-74, even numbers)

   Arrows move it by 2, Home and End to the limits, Enter or a double click back to 56. Dragging works too.
   POST data-save-url   share=58   a moment after it came to rest; the server keeps it for the person.
*/
import { csrfToken } from "./token.js";

const USUAL = 56;

export function moveDivider() {
  for (const divider of document.querySelectorAll(".gt-divider")) {
    const grid = divider.parentElement;
    const least = Number(divider.getAttribute("aria-valuemin"));
    const most = Number(divider.getAttribute("aria-valuemax"));
    let saving = 0;

    const now = () => Number(divider.getAttribute("aria-valuenow"));
    const set = (share) => {
      const held = Math.round(Math.min(Math.max(share, least), most) / 2) * 2;
      if (held === now()) return;
      grid.classList.remove(`gt-split-${now()}`);
      grid.classList.add(`gt-split-${held}`);
      divider.setAttribute("aria-valuenow", held);
      divider.setAttribute("aria-valuetext", `${held} per cent for the plan`);
      clearTimeout(saving);
      saving = setTimeout(save, 600, held);
    };
    const save = (share) => {
      if (!divider.dataset.saveUrl) return;
      // Where it stands is a comfort, not an answer: a failure is not worth a word.
      fetch(divider.dataset.saveUrl, {
        method: "POST",
        body: new URLSearchParams({ share }),
        headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
        redirect: "manual",
      }).catch(() => {});
    };

    divider.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: now() - 2, ArrowRight: now() + 2, Home: least, End: most, Enter: USUAL }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      set(to);
    });
    divider.addEventListener("dblclick", () => set(USUAL));
    divider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      divider.setPointerCapture(event.pointerId);
      const move = (at) => {
        const plan = divider.previousElementSibling.getBoundingClientRect();
        const rest = divider.nextElementSibling.getBoundingClientRect();
        set((100 * (at.clientX - plan.left)) / (rest.right - plan.left));
      };
      divider.addEventListener("pointermove", move);
      divider.addEventListener("pointerup", () => divider.removeEventListener("pointermove", move), { once: true });
      divider.addEventListener("pointercancel", () => divider.removeEventListener("pointermove", move), { once: true });
    });
  }
}
