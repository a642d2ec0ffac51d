/* On a phone the plan and its standards are two panes; each keeps its place.

   <nav class="gt-panes-tabs"><a href="#plan" data-pane="plan">Plan</a><a href="#standards" data-pane="standards" aria-current="true">...</a></nav>
   <div data-panes="standards"> <div id="plan">...</div> <div id="standards">...</div> </div>

   Without script both stand one under the other and the tabs are links to them.
*/
const panes = document.querySelector("[data-panes]");
const kept = {};

export function showPane(name) {
  if (!panes || panes.dataset.panes === name) return;
  kept[panes.dataset.panes] = window.scrollY;
  panes.dataset.panes = name;
  for (const tab of document.querySelectorAll("[data-pane]")) {
    if (tab.dataset.pane === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (isNarrow()) window.scrollTo({ top: kept[name] ?? 0, behavior: "instant" });
}

/* Whatever is folded round an element is opened, so that it can be gone to. */
export function unfold(element) {
  for (let round = element?.closest("details"); round; round = round.parentElement.closest("details")) round.open = true;
}

export function isNarrow() {
  return matchMedia("(max-width: 56.24em)").matches;
}

export function switchPanes() {
  if (!panes) return;
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-pane]");
    if (!tab) return;
    event.preventDefault();
    showPane(tab.dataset.pane);
  });
  // A link to a block or a standard from elsewhere opens the pane that holds it.
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const pane = target?.closest("#plan, #standards");
  if (pane) {
    showPane(pane.id);
    unfold(target);
    target.scrollIntoView({ block: "center" });
  }
}
