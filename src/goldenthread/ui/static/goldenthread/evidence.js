/* Words of the plan as evidence: select, press, and they hang as a chip under the open standard.

   <div data-plan data-evidence-url="/.../evidence/">      the plan's text; POST here
     <p id="block-12" data-block="12" data-offset="0">     a block; offset: where its shown text begins in the block
        Tobin will have <mark class="gt-quoted" data-key="e1">access to</mark> ...<sup data-not-text>1</sup>
     </p>
   </div>
   <section data-open-standard="F3"> ... <div data-evidence-list> chips </div> </section>

   POST data-evidence-url   standard=F3&block=12&start=16&end=40&quote=access+to...   X-CSRFToken, Accept: text/html
   200  the new inside of [data-evidence-list] (the same chips as the page draws, {% evidence_chip %})
   422  words why not, as text

   Offsets count code points of the block's text; marks within it count as nothing, [data-not-text] is left out.
   A selection over several blocks becomes evidence of the block where it begins.
   Ctrl+E does the same as the button. Alt+E opens [data-evidence-items] (a details element with a list of the section's
   items, each a submit button) and goes to it. A chip ([data-jump] within [data-chip]) goes to its words and Escape comes back.
   Removing and undoing are forms [data-evidence-form] or buttons [data-evidence-remove] that answer with the list likewise.
*/
import { alive } from "./session.js";
import { csrfToken } from "./token.js";
import { showPane } from "./panes.js";

const plan = document.querySelector("[data-plan]");
let cameFrom = null;
let button = null;

/* --- Where words are: a point in the DOM to a place in a block, and back ------------------------------------------ */

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest("[data-not-text]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

const points = (text) => Array.from(text).length;

/* Code points of the block's text before (node, offset). */
function placeIn(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  let count = 0;
  for (const text of textNodes(block)) {
    if (!range.intersectsNode(text)) break;
    const end = text === node ? offset : range.comparePoint(text, text.length) <= 0 ? text.length : 0;
    count += points(text.data.slice(0, end));
  }
  return count + Number(block.dataset.offset || 0);
}

export function placeOfSelection() {
  const selection = document.getSelection();
  if (!plan || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!plan.contains(range.startContainer)) return null;
  const startElement = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
  let block = startElement.closest("[data-block]");
  if (!block) {
    block = [...plan.querySelectorAll("[data-block]")].find((one) => range.intersectsNode(one));
    if (!block) return null;
    range.setStart(block, 0);
  }
  const crosses = !block.contains(range.endContainer);
  if (crosses) range.setEnd(block, block.childNodes.length);
  let start = placeIn(block, range.startContainer, range.startOffset);
  let end = placeIn(block, range.endContainer, range.endOffset);
  const offset = Number(block.dataset.offset || 0);
  const letters = Array.from(textNodes(block).map((node) => node.data).join(""));
  // A selection often takes the space beside the word along.
  while (start < end && /\s/.test(letters[start - offset])) start += 1;
  while (end > start && /\s/.test(letters[end - 1 - offset])) end -= 1;
  if (end <= start) return null;
  return { block, index: Number(block.dataset.block), start, end, quote: letters.slice(start - offset, end - offset).join(""), range };
}

/* Put a mark round code points start..end of a block. */
function markWords(block, start, end, key) {
  let at = Number(block.dataset.offset || 0);
  for (const node of textNodes(block)) {
    const letters = Array.from(node.data);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, letters.length);
    at += letters.length;
    if (to <= from || node.parentElement.closest("mark.gt-quoted")) continue;
    const range = document.createRange();
    range.setStart(node, letters.slice(0, from).join("").length);
    range.setEnd(node, letters.slice(0, to).join("").length);
    const mark = document.createElement("mark");
    mark.className = "gt-quoted";
    mark.dataset.key = key;
    range.surroundContents(mark);
  }
}

function unmark(key) {
  for (const mark of plan.querySelectorAll(`mark[data-key="${CSS.escape(key)}"]`)) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

/* --- Taking evidence ---------------------------------------------------------------------------------------------- */

function openStandard() {
  return document.querySelector("[data-open-standard]");
}

function chips(list) {
  return [...list.querySelectorAll("[data-chip]")].filter((chip) => chip.dataset.chipBlock && !chip.matches(".gt-chip--removed"));
}

function say(words) {
  const place = document.querySelector("[data-evidence-spoken]") || document.querySelector("[data-saved-spoken]");
  if (place) place.textContent = words;
}

async function send(url, body, list) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken(), Accept: "text/html", "X-Requested-With": "fetch" },
      redirect: "manual",
    });
  } catch {
    return say("Not saved: the service cannot be reached. Your selection is still there; try again."), false;
  }
  if (!response.ok) {
    const words = response.status === 422 ? await response.text() : "This was not saved. You may have been signed out: sign in in a new tab and try again.";
    problem(list, words);
    return false;
  }
  alive();
  const before = new Set(chips(list).map((chip) => chip.dataset.chip));
  list.innerHTML = await response.text();
  const now = chips(list);
  const kept = new Set(now.map((chip) => chip.dataset.chip));
  for (const key of before) if (!kept.has(key)) unmark(key);
  for (const chip of now) {
    const { chip: key, chipBlock, chipStart, chipEnd } = chip.dataset;
    if (before.has(key)) continue;
    const block = plan.querySelector(`[data-block="${CSS.escape(chipBlock)}"]`);
    if (block) markWords(block, Number(chipStart), Number(chipEnd), key);
  }
  problem(list, "");
  list.dispatchEvent(new CustomEvent("gt:evidence", { bubbles: true, detail: { count: now.length } }));
  return true;
}

function problem(list, words) {
  list.parentElement.querySelector(".gt-problem")?.remove();
  if (!words) return;
  const said = document.createElement("p");
  said.className = "gt-problem";
  said.setAttribute("role", "alert");
  said.textContent = words;
  list.after(said);
}

async function useSelection() {
  const place = placeOfSelection();
  const standard = openStandard();
  const list = standard?.querySelector("[data-evidence-list]");
  if (!place || !list) return;
  hideButton();
  const body = new URLSearchParams({ standard: standard.dataset.openStandard, block: place.index, start: place.start, end: place.end, quote: place.quote });
  document.getSelection().removeAllRanges();
  if (await send(plan.dataset.evidenceUrl, body, list)) say(`Evidence for ${standard.dataset.openStandard}: ${place.quote}`);
}

function showButton() {
  const standard = openStandard();
  const place = standard && placeOfSelection();
  if (!place) return hideButton();
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "gt-use";
    // Pressing must not collapse the selection before it is read.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", useSelection);
    document.body.append(button);
  }
  button.innerHTML = "<span></span><kbd>Ctrl E</kbd>";
  button.firstElementChild.textContent = `Use as evidence for ${standard.dataset.openStandard}`;
  const boxes = place.range.getClientRects();
  const box = boxes[boxes.length - 1] || place.range.getBoundingClientRect();
  const left = Math.min(Math.max(box.left + window.scrollX - 8, 8), document.documentElement.clientWidth - button.offsetWidth - 8);
  button.style.setProperty("left", `${Math.max(left, 8)}px`);
  button.style.setProperty("top", `${box.bottom + window.scrollY + 8}px`);
}

function hideButton() {
  button?.remove();
  button = null;
}

/* --- Going to the words and back ----------------------------------------------------------------------------------- */

function jump(chip) {
  const { chip: key, chipBlock } = chip.dataset;
  const words = plan.querySelector(`mark[data-key="${CSS.escape(key || "")}"]`);
  const block = words?.closest("[data-block]") || plan.querySelector(`[data-block="${CSS.escape(chipBlock || "")}"]`);
  if (!block) return false;
  cameFrom = chip.querySelector("[data-jump]");
  showPane("plan");
  for (const old of plan.querySelectorAll(".gt-flash")) old.classList.remove("gt-flash");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (words || block).scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  for (const part of words ? plan.querySelectorAll(`mark[data-key="${CSS.escape(key)}"]`) : [block]) part.classList.add("gt-flash");
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  setTimeout(() => plan.querySelectorAll(".gt-flash").forEach((part) => part.classList.remove("gt-flash")), 4000);
  return true;
}

function back() {
  if (!cameFrom) return false;
  const chip = cameFrom;
  cameFrom = null;
  showPane("standards");
  chip.focus();
  return true;
}

export function takeEvidence() {
  if (!plan) return;
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(showButton, 150);
  });
  plan.closest(".gt-pane")?.addEventListener("scroll", hideButton, { passive: true });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "e" && placeOfSelection()) {
      event.preventDefault();
      useSelection();
    } else if (event.altKey && !event.ctrlKey && event.code === "KeyE") {
      const items = openStandard()?.querySelector("[data-evidence-items]");
      if (!items) return;
      event.preventDefault();
      items.open = true;
      items.querySelector("button, a, input, select")?.focus();
    } else if (event.key === "Escape" && back()) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    const chip = link?.closest("[data-chip]");
    if (chip && jump(chip)) event.preventDefault();
    const remove = event.target.closest("[data-evidence-remove]");
    const list = remove?.closest("[data-evidence-list]");
    if (list) {
      event.preventDefault();
      send(remove.getAttribute("formaction"), new URLSearchParams(), list).then(() => list.querySelector("button, a")?.focus());
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-evidence-form]")) return;
    const list = event.target.closest("[data-open-standard]")?.querySelector("[data-evidence-list]");
    if (!list) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    send(event.target.action, body, list).then((done) => done && list.querySelector("button, a")?.focus());
  });
}
