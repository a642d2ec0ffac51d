/* The session: a warning with "Stay signed in" before it ends (WCAG 2.2.1), and what happens when it has ended.

   <meta name="session" data-seconds="1800" data-person="9f2c..." data-state-url="/session/" data-login-url="/account/login/">

   GET data-state-url -> {"signed_in": true, "person": "9f2c...", "token": "form token", "seconds": 1800}
   (asking prolongs the session, as any request does).

   Every answer from the server means that the session goes on: modules say so with `alive()`. Tabs tell each other
   over a channel; nothing is written to the browser's storage. When the session has ended the page is covered, so that
   an empty chair shows nobody's plan; its words stay in it, and come back when the same person has signed in again.
*/
import { renewToken } from "./token.js";

const meta = document.querySelector('meta[name="session"]');
const WARN_BEFORE = 120;
const settings = meta ? { ...meta.dataset, seconds: Number(meta.dataset.seconds) } : null;
const channel = settings && "BroadcastChannel" in window ? new BroadcastChannel("golden-thread-session") : null;

let since = Date.now();
let bar = null;
let ended = false;

export function alive({ tell = true } = {}) {
  since = Date.now();
  if (bar && !ended) hideBar();
  if (tell && channel) channel.postMessage("alive");
}

/* Who the server thinks we are: "same", "other", "nobody", or "unreachable". Renews the form token when it is us. */
export async function whoAmI() {
  if (!settings || !settings.stateUrl) return "unreachable";
  let answer;
  try {
    const response = await fetch(settings.stateUrl, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    if (!response.ok) return response.type === "opaqueredirect" || response.status === 401 ? "nobody" : "unreachable";
    answer = await response.json();
  } catch {
    return "unreachable";
  }
  if (!answer.signed_in) return "nobody";
  if (answer.person !== settings.person) return "other";
  renewToken(answer.token);
  return "same";
}

export function loginUrl() {
  const after = settings && settings.stateUrl ? `${settings.stateUrl}back/` : "/";
  return `${settings ? settings.loginUrl : "/"}?next=${encodeURIComponent(after)}`;
}

function showBar(words, buttonWords, onPress, linkUrl) {
  if (!bar) {
    bar = document.createElement("div");
    bar.className = "gt-session";
    bar.innerHTML = '<div class="gt-width gt-session__row"><p role="alert"></p></div>';
    document.body.append(bar);
  }
  const row = bar.firstElementChild;
  row.querySelector("p").textContent = words;
  row.querySelector("button, a")?.remove();
  const control = document.createElement(linkUrl ? "a" : "button");
  control.className = "govuk-button govuk-button--secondary";
  control.textContent = buttonWords;
  if (linkUrl) {
    control.href = linkUrl;
    control.target = "_blank";
    control.rel = "opener";
  } else {
    control.type = "button";
    control.addEventListener("click", onPress);
  }
  row.append(control);
}

function hideBar() {
  bar?.remove();
  bar = null;
}

async function stay() {
  const who = await whoAmI();
  if (who === "same") alive();
  else if (who !== "unreachable") end();
  else showBar("We could not reach the service. Keep this page open and try again.", "Try again", stay);
}

function end() {
  ended = true;
  document.querySelector("main").inert = true;
  document.documentElement.classList.add("gt-covered-page");
  showBar("You were signed out because nothing happened for a while. What you wrote is still on this page.", "Sign in in a new tab", null, loginUrl());
  bar.querySelector("a").focus();
}

async function comeBack() {
  const who = await whoAmI();
  if (who === "same") {
    ended = false;
    document.querySelector("main").inert = false;
    document.documentElement.classList.remove("gt-covered-page");
    hideBar();
    alive();
    document.dispatchEvent(new CustomEvent("gt:signed-in"));
  } else if (who === "other") {
    showBar("Somebody else is signed in now. This page stays covered until its own reader signs in again.", "Sign in in a new tab", null, loginUrl());
  }
}

async function look() {
  const left = settings.seconds - (Date.now() - since) / 1000;
  if (ended) return;
  if (left <= -5) {
    // Another window may have kept the session; the server knows.
    if ((await whoAmI()) === "same") alive();
    else end();
  } else if (left <= WARN_BEFORE && !bar) {
    const minutes = Math.max(1, Math.round(left / 60));
    showBar(`You will be signed out in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`, "Stay signed in", stay);
  }
}

export function watchSession() {
  if (!settings) return;
  channel?.addEventListener("message", () => alive({ tell: false }));
  alive();
  document.body.addEventListener("htmx:afterRequest", (event) => event.detail.successful && alive());
  setInterval(look, 5000);
  const back = () => document.visibilityState === "visible" && (ended ? comeBack() : look());
  document.addEventListener("visibilitychange", back);
  window.addEventListener("focus", back);
}
