// The self-check: answers save themselves, a point leads to its words and Escape back, a number in the words to its point.
import { saveAnswers } from "./autosave.js";
import { openStandards } from "./standards.js";

let cameFrom = null;

function show(link) {
  const { chip: key, chipBlock } = link.closest("[data-chip]").dataset;
  const words = document.querySelectorAll(`[data-plan] mark[data-key="${CSS.escape(key)}"]`);
  const block = words[0]?.closest("[data-block]") || document.querySelector(`[data-plan] [data-block="${CSS.escape(chipBlock || "")}"]`);
  if (!block) return false;
  cameFrom = link;
  for (const old of document.querySelectorAll(".gt-flash")) old.classList.remove("gt-flash");
  for (const part of words.length ? words : [block]) part.classList.add("gt-flash");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (words[0] || block).scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  if (link && show(link)) event.preventDefault();
  const mark = event.target.closest("mark[data-key]");
  if (!mark) return;
  const point = document.querySelector(`[data-chip="${CSS.escape(mark.dataset.key)}"]`);
  point?.scrollIntoView({ block: "nearest" });
  point?.querySelector("[data-jump]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cameFrom) return;
  event.preventDefault();
  cameFrom.focus();
  cameFrom = null;
});

openStandards();
saveAnswers();
