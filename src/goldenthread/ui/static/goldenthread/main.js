// What every page gets: the design system's own modules, the token for htmx, the session's warning.
import { initAll } from "../vendor/govuk/govuk-frontend.js";
import { csrfToken } from "./token.js";
import { watchSession } from "./session.js";

initAll();
watchSession();

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});
