// What every page gets: the design system's own modules, the token for htmx, the session's warning.
import { initAll } from "../vendor/govuk/govuk-frontend.js";
import { csrfToken } from "./token.js";
import { watchSession } from "./session.js";

initAll();
watchSession();

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

// A table that is wider than its place scrolls by itself, and then a keyboard must be able to reach it.
function reachable() {
  for (const box of document.querySelectorAll(".gt-scroll:not([role])")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
reachable();
addEventListener("resize", reachable);
