/* Words of the plan that the checks should have pointed at: select them, press, and they stand in the form.

   <form data-missed> <input name="quote"> ... </form>      on the page of a section's points, where no standard is open

   Without script the words are pasted. The form itself is sent like any other.
*/
import { placeOfSelection } from "./evidence.js";
import { showPane } from "./panes.js";

let button = null;

function hide() {
  button?.remove();
  button = null;
}

function take(form) {
  const place = placeOfSelection();
  if (!place) return;
  form.elements.quote.value = place.quote;
  document.getSelection().removeAllRanges();
  hide();
  showPane("standards");
  form.elements.rule.focus();
}

function offer(form) {
  const place = placeOfSelection();
  if (!place) return hide();
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "gt-use";
    button.textContent = "The checks missed this";
    // Pressing must not collapse the selection before it is read.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => take(form));
    document.body.append(button);
  }
  const boxes = place.range.getClientRects();
  const box = boxes[boxes.length - 1] || place.range.getBoundingClientRect();
  const left = Math.min(box.left + window.scrollX - 8, document.documentElement.clientWidth - button.offsetWidth - 8);
  button.style.setProperty("left", `${Math.max(left, 8)}px`);
  button.style.setProperty("top", `${box.bottom + window.scrollY + 8}px`);
}

export function takeMissed() {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    const form = document.querySelector("form[data-missed]");
    if (form) waiting = setTimeout(() => offer(form), 150);
    else hide();
  });
  document.querySelector(".gt-pane--plan")?.addEventListener("scroll", hide, { passive: true });
}
