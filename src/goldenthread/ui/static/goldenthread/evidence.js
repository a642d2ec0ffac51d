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
   A selection snaps to whole words; over several blocks it becomes a chip for each, up to MOST_BLOCKS.
   What cannot be sent is said, kept, counted in the saved state, and sent again: see `Errand`.
   Ctrl+E does the same as the button. Alt+E opens [data-evidence-items] (a details element with a list of the section's
   items, each a submit button) and goes to it. A chip ([data-jump] within [data-chip]) goes to its words and Escape comes back.
   Removing and undoing are forms [data-evidence-form] or buttons [data-evidence-remove] that answer with the list likewise;
   [data-evidence-use] and [data-evidence-enter] (what Enter presses) are buttons of the standard's own form that take the
   words of its field `quote`, or the block that is the button's value.
   [data-strengths] (if there) holds the quotes kept as strengths: a second button offers it, standard=strength.
*/
import { askToSignIn, wait, waitsNoMore, waitsToo } from "./autosave.js";
import { alive, whoAmI } from "./session.js";
import { csrfToken } from "./token.js";
import { showPane, unfold } from "./panes.js";

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

/* One of the words of a plan: letters and digits, and what holds them together. */
const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}\p{M}'’]/u.test(letter);

/* The part of a block that a range takes, from whole word to whole word; null for nothing but space. */
function placeOf(block, selected) {
  const range = document.createRange();
  range.selectNodeContents(block);
  if (range.comparePoint(selected.startContainer, selected.startOffset) === 0) range.setStart(selected.startContainer, selected.startOffset);
  if (range.comparePoint(selected.endContainer, selected.endOffset) === 0) range.setEnd(selected.endContainer, selected.endOffset);
  const offset = Number(block.dataset.offset || 0);
  const letters = Array.from(textNodes(block).map((node) => node.data).join(""));
  let start = placeIn(block, range.startContainer, range.startOffset) - offset;
  let end = placeIn(block, range.endContainer, range.endOffset) - offset;
  // A selection often takes the space beside the word along, and often stops within a word.
  while (start < end && /\s/.test(letters[start])) start += 1;
  while (end > start && /\s/.test(letters[end - 1])) end -= 1;
  if (end <= start) return null;
  while (start > 0 && isWord(letters[start - 1]) && isWord(letters[start])) start -= 1;
  while (end < letters.length && isWord(letters[end - 1]) && isWord(letters[end])) end += 1;
  return { block, index: Number(block.dataset.block), start: start + offset, end: end + offset, quote: letters.slice(start, end).join(""), range };
}

export function placesOfSelection() {
  const selection = document.getSelection();
  if (!plan || !selection || selection.isCollapsed || !selection.rangeCount) return [];
  const range = selection.getRangeAt(0);
  if (!plan.contains(range.startContainer)) return [];
  return [...plan.querySelectorAll("[data-block]")]
    .filter((block) => range.intersectsNode(block))
    .map((block) => placeOf(block, range))
    .filter(Boolean);
}

export function placeOfSelection() {
  return placesOfSelection()[0] || null;
}

/* Put a mark round code points start..end of a block. */
function markWords(block, start, end, key) {
  let at = Number(block.dataset.offset || 0);
  for (const node of textNodes(block)) {
    const letters = Array.from(node.data);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, letters.length);
    at += letters.length;
    if (to <= from) continue;
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

const PATIENCE = 12000;
const MOST_BLOCKS = 4;
const errands = new Map();
let queue = Promise.resolve();

/* One thing that the server is to do with the evidence: counted in the saved state until it is done or refused for good. */
class Errand {
  constructor({ url, body, holder, words, done }) {
    Object.assign(this, { url, body, holder, words, done, state: "saving", tries: 0, timer: 0, refreshed: false });
  }

  async save() {
    clearTimeout(this.timer);
    this.state = "saving";
    waitsToo(this);
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    const response = await fetch(this.url, {
      method: "POST",
      body: new URLSearchParams(this.body),
      headers: { "X-CSRFToken": csrfToken(), Accept: "text/html", "X-Requested-With": "fetch" },
      redirect: "manual",
      signal: patience.signal,
    }).catch(() => null);
    clearTimeout(clock);
    if (response?.ok) return this.arrived(await response.text(), response.headers.get("X-Saved-At"));
    if (response?.status === 422) return this.refused(await response.text());
    if (response?.status === 404) return this.refused("This was not saved: it is no longer yours to change.");
    if (response && (response.type === "opaqueredirect" || response.status === 401 || response.status === 403)) return this.signedOut();
    return this.failed();
  }

  arrived(html, at) {
    this.over(at || new Date().toTimeString().slice(0, 8));
    alive();
    const fresh = renew(this.holder, html);
    problem(this.holder, "");
    this.done?.(fresh);
    return true;
  }

  refused(words) {
    this.over();
    problem(this.holder, words);
    return false;
  }

  over(at) {
    errands.delete(this.key);
    waitsNoMore(this, at);
  }

  async signedOut() {
    const who = await whoAmI();
    if (who === "unreachable") return this.failed();
    if (who === "same" && this.refreshed) return this.refused("This was not saved: you may not change it any more.");
    if (who === "same") {
      this.refreshed = true;
      return this.save();
    }
    this.state = "signed-out";
    waitsToo(this);
    askToSignIn(this, who);
    return false;
  }

  failed() {
    this.state = "failed";
    waitsToo(this);
    problem(this.holder, `Not saved yet: the service cannot be reached. ${this.words ? `“${this.words}” waits here` : "This waits here"} and is sent when it is back. Keep this page open.`);
    this.timer = setTimeout(() => this.save(), wait(this.tries));
    this.tries += 1;
    return false;
  }
}

/* One after the other, so that the list that comes back last is the newest. The same thing twice is one errand. */
function send(url, body, holder, { words = "", done = null } = {}) {
  const key = `${url} ${body}`;
  if (errands.has(key)) return errands.get(key).save();
  const errand = new Errand({ url, body: String(body), holder, words, done });
  errand.key = key;
  errands.set(key, errand);
  waitsToo(errand);
  const mine = queue.then(() => errand.save());
  queue = mine.catch(() => {});
  return mine;
}

/* The list as the server gives it, with its marks in the plan. The chips that are new. */
function renew(list, html) {
  const before = new Set(chips(list).map((chip) => chip.dataset.chip));
  list.innerHTML = html;
  const now = chips(list);
  const kept = new Set(now.map((chip) => chip.dataset.chip));
  for (const key of before) if (!kept.has(key)) unmark(key);
  const fresh = now.filter((chip) => !before.has(chip.dataset.chip));
  for (const { dataset } of fresh) {
    const block = plan.querySelector(`[data-block="${CSS.escape(dataset.chipBlock)}"]`);
    if (block) markWords(block, Number(dataset.chipStart), Number(dataset.chipEnd), dataset.chip);
  }
  list.dispatchEvent(new CustomEvent("gt:evidence", { bubbles: true, detail: { count: now.length } }));
  return fresh;
}

function problem(list, words) {
  for (const old of list.parentElement.querySelectorAll(".gt-problem, .govuk-error-message")) old.remove();
  if (!words) return;
  const said = document.createElement("p");
  said.className = "gt-problem";
  said.setAttribute("role", "alert");
  said.textContent = words;
  list.after(said);
}

const strengths = () => document.querySelector("[data-strengths]");

async function useSelection({ asStrength = false } = {}) {
  const places = placesOfSelection();
  const standard = openStandard();
  const list = asStrength ? strengths() : standard?.querySelector("[data-evidence-list]");
  if (!places.length || !list) return;
  hideButton();
  if (places.length > MOST_BLOCKS) {
    problem(list, `That goes over ${places.length} paragraphs. Choose at most ${MOST_BLOCKS} at a time.`);
    return;
  }
  const code = asStrength ? "strength" : standard.dataset.openStandard;
  const selected = String(document.getSelection());
  let first = null;
  const results = await Promise.all(
    places.map((place) => {
      const body = new URLSearchParams({ standard: code, block: place.index, start: place.start, end: place.end, quote: place.quote });
      return send(plan.dataset.evidenceUrl, body, list, { words: place.quote, done: (fresh) => (first ??= fresh[0]?.dataset.chip) });
    }),
  );
  if (!results.every(Boolean)) return;
  const selection = document.getSelection();
  if (String(selection) === selected) selection.removeAllRanges();
  const quotes = places.map((place) => place.quote).join("; ");
  say(asStrength ? `Kept as a strength: ${quotes}` : `Evidence for ${code}: ${quotes}`);
  if (list.closest("details")) list.closest("details").open = true;
  list.querySelector(`[data-chip="${CSS.escape(first || "")}"] [data-jump]`)?.focus({ preventScroll: asStrength });
}

function useButton(words, keys, then) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = "gt-use";
  one.innerHTML = keys ? "<span></span><kbd></kbd>" : "<span></span>";
  one.firstElementChild.textContent = words;
  if (keys) one.lastElementChild.textContent = keys;
  // Pressing must not collapse the selection before it is read.
  one.addEventListener("pointerdown", (event) => event.preventDefault());
  one.addEventListener("click", then);
  return one;
}

function showButton() {
  const standard = openStandard();
  const place = standard && placeOfSelection();
  if (!place) return hideButton();
  hideButton();
  button = document.createElement("div");
  button.className = "gt-uses";
  button.append(useButton(`Use as evidence for ${standard.dataset.openStandard}`, "Ctrl E", () => useSelection()));
  if (strengths()) button.append(useButton("Use as a strength", "", () => useSelection({ asStrength: true })));
  document.body.append(button);
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
  unfold(block);
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
      send(remove.getAttribute("formaction"), new URLSearchParams(), list, { done: () => list.querySelector("button, a")?.focus() });
    }
  });
  // Before the form itself hears of it: these buttons leave the form where it is.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const pressed = event.submitter;
      const list = form.closest("[data-strengths]") || form.closest("[data-open-standard]")?.querySelector("[data-evidence-list]");
      if (!list) return;
      if (form.matches("[data-evidence-form]")) {
        event.preventDefault();
        const body = new URLSearchParams(new FormData(form, pressed));
        send(form.action, body, list, { done: () => list.querySelector("button, a")?.focus() });
      } else if (pressed?.matches("[data-evidence-use], [data-evidence-enter]")) {
        takeFrom(event, form, pressed, list);
      }
    },
    true,
  );
}

/* Pasted words, or an item that was chosen, of the form of the open standard. */
function takeFrom(event, form, pressed, list) {
  const field = form.elements.quote;
  // Enter in another field of one line saves, as the form itself does.
  if (pressed.matches("[data-evidence-enter]") && document.activeElement !== field) return;
  event.preventDefault();
  const asStrength = pressed.name === "as" && strengths();
  const body = new URLSearchParams({ standard: asStrength ? "strength" : form.elements.standard.value });
  const pasted = pressed.name === "block" ? "" : field.value;
  if (pressed.name === "block") body.set("block", pressed.value);
  else body.set("quote", pasted);
  const into = asStrength ? strengths() : list;
  send(pressed.formAction, body, into, {
    words: pasted,
    done: (fresh) => {
      if (pasted && field.value === pasted) field.value = "";
      if (into.closest("details")) into.closest("details").open = true;
      (fresh[0] || into).querySelector("[data-jump], button, a")?.focus();
    },
  });
}
