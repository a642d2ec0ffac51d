/* Sections of the whole plan, opened or closed all at once without asking for the page again, and the rail kept so that the
   section at hand is in sight. Without script the links ask for the page with every section open, or with them folded. */
export function openFolds() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-folds]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const open = link.dataset.folds === "open";
    for (const fold of document.querySelectorAll("[data-fold]")) fold.open = open;
  });
}

export function keepRailInSight() {
  const show = () => {
    const rail = document.querySelector(".gt-rail");
    const current = rail?.querySelector("[aria-current]");
    if (!current || rail.scrollHeight <= rail.clientHeight) return;
    rail.scrollTop = current.offsetTop - rail.offsetTop - (rail.clientHeight - current.offsetHeight) / 2;
  };
  document.addEventListener("gt:swapped", show);
  show();
}
