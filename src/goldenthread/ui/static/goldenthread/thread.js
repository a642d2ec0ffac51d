// The drawing by keyboard: arrows go to the next box along and across threads. On the plan's page Escape leads back.
// A long thread is several drawings, folded: what is folded is passed over, and opened for paper by older browsers too.
const drawing = document.querySelector("[data-thread]");

function middle(link) {
  const { left, right, top, bottom } = link.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/* The nearest box in a direction: one column on by the smallest step sideways, then the smallest up or down. */
function next(from, key) {
  const here = middle(from);
  const others = [...drawing.querySelectorAll("svg a[href]")].filter((one) => one !== from && one.checkVisibility()).map((one) => ({ one, ...middle(one) }));
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const isAlong = key === "ArrowRight" || key === "ArrowLeft";
  const ahead = others.filter((to) => (isAlong ? (to.x - here.x) * sign > 20 : Math.abs(to.x - here.x) < 20 && (to.y - here.y) * sign > 0));
  const far = (to) => (isAlong ? Math.abs(to.y - here.y) + Math.abs(to.x - here.x) / 4 : Math.abs(to.y - here.y));
  return ahead.sort((a, b) => far(a) - far(b))[0]?.one;
}

drawing?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
  const link = event.target.closest("a");
  const to = link && next(link, event.key);
  if (!link) return;
  event.preventDefault();
  to?.focus();
  to?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

if (drawing && location.hash.startsWith("#thread-")) {
  const link = document.getElementById(location.hash.slice(1));
  if (link && drawing.contains(link)) {
    const fold = link.closest("details");
    if (fold) fold.open = true;
    link.focus();
  }
}

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("[data-thread] details:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});

const back = document.querySelector("[data-back-to-thread]");
if (back) {
  const block = document.querySelector(".gt-quoted")?.closest("[data-block]");
  if (block) {
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: "center" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) back.click();
  });
}
