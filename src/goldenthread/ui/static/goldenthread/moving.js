/* Going on within the page where a plan is read beside its standards, without losing one's place in the plan.

   [data-panes] page:  a link to the same page (rail, section, standard, the whole plan) and the form's own buttons are
   fetched, and what differs is put in: rail, standards, bottom bar, notes. The plan's words stay as they are, and where they
   were scrolled to and unfolded, as long as the same words are asked for: data-plan-shows on [data-plan] says which.
   Every other link is followed as always. In both cases what waits is saved first, so that nobody is asked about leaving.

   Whatever cannot be put in (signed out, a clash, an error) is left to the browser. Fires "gt:swapped" on the document.
*/
import { flush, stay, unsaved } from "./autosave.js";
import { isNarrow, showPane } from "./panes.js";

const SWAPPED = ["#notes", ".gt-rail", ".gt-rail-select", "#standards", ".gt-bottom__middle", ".gt-bottom__buttons"];
let going = null; // the page that is coming, if one is
let here = location.pathname + location.search;

function plain(event) {
  return !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

async function pageOf(response) {
  if (!response?.ok || !(response.headers.get("Content-Type") || "").includes("html")) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return SWAPPED.every((part) => page.querySelector(part)) ? page : null;
}

function putIn(page, address) {
  for (const part of SWAPPED) document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
  const tab = '.gt-panes-tabs [data-pane="standards"]';
  document.querySelector(tab).innerHTML = page.querySelector(tab).innerHTML;
  document.querySelector("[data-plan-head]").innerHTML = page.querySelector("[data-plan-head]").innerHTML;
  const words = document.querySelector("[data-plan]");
  const fresh = page.querySelector("[data-plan]");
  // Other words bring what stands beside them along: taken out of the fresh page first, it would be lost from them.
  if (words.dataset.planShows !== fresh.dataset.planShows) {
    words.innerHTML = fresh.innerHTML;
    words.dataset.planShows = fresh.dataset.planShows;
    words.closest(".gt-pane").scrollTop = 0;
  } else {
    for (const { dataset } of fresh.querySelectorAll("details[open][data-fold]")) {
      const fold = words.querySelector(`[data-fold="${CSS.escape(dataset.fold)}"]`);
      if (fold) fold.open = true;
    }
    const [beside, besideNow] = [words, fresh].map((one) => one.querySelector("[data-plan-beside]"));
    if (beside.dataset.planBeside !== besideNow.dataset.planBeside) beside.replaceWith(document.adoptNode(besideNow));
  }
  document.title = page.title;
  if (address !== here) history.pushState(null, "", address);
  here = address;
  document.dispatchEvent(new CustomEvent("gt:swapped"));
  showPane("standards");
  const open = document.querySelector("[data-open-standard]");
  const heading = open?.querySelector("h3") || document.getElementById("standards-heading");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (open && (open.previousElementSibling?.matches(".gt-standard") || isNarrow())) open.scrollIntoView({ block: "start" });
  else document.getElementById("standards").scrollTop = 0;
}

async function fetched(ask, otherwise) {
  const response = await ask().catch(() => null);
  const page = await pageOf(response).catch(() => null);
  if (!page) return otherwise();
  const { pathname, search } = new URL(response.url);
  putIn(page, pathname + search);
}

/* What is pressed while a page is still coming waits for it. A form that went with the page before is not sent again:
   what it held was saved, and a second press on its button goes on once. */
async function goOn(ask, otherwise, form = document.body) {
  while (going) await going;
  if (!form.isConnected) return;
  going = fetched(ask, otherwise).finally(() => (going = null));
}

export function goOnInPlace() {
  const swaps = document.querySelector("[data-panes]") && SWAPPED.every((part) => document.querySelector(part));

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !plain(event) || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const isThisPage = link.pathname === location.pathname;
    if (!(swaps && isThisPage) && !unsaved()) return;
    if (isThisPage && link.search === location.search && link.hash) return;
    event.preventDefault();
    // Where something could not be saved the browser asks, and rightly.
    const saved = await flush();
    const follow = () => location.assign(link.href);
    if (!saved || !swaps || !isThisPage) return follow();
    goOn(() => fetch(link.href, { headers: { Accept: "text/html" } }), follow);
  });

  if (!swaps) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-autosave-url]") || event.submitter?.name !== "then") return;
    if (event.submitter.hasAttribute("formaction")) return;
    const pressed = event.submitter;
    event.preventDefault();
    stay();
    const body = new URLSearchParams(new FormData(form, pressed));
    goOn(
      () => fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }),
      () => {
        // Sent once more by the browser itself: saving the same again changes nothing.
        const named = document.createElement("input");
        Object.assign(named, { type: "hidden", name: pressed.name, value: pressed.value });
        form.append(named);
        form.submit();
      },
      form,
    );
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== here) location.reload();
  });
}
