/* Saves each field of a form on the server as it is answered. Nothing is ever kept in the browser's storage.

   <form method="post" data-autosave-url="/.../answers/F3/" data-autosave-name="F3">
     <fieldset data-field="answer" data-version="3"> six radios named "answer" </fieldset>
     <textarea name="words" data-version="1"></textarea>
     <input type="hidden" name="version_words" value="1" data-version-of="words">    optional: kept in step, so that the
   </form>                                                                          page's own button sends it too

   A control belongs to the field `data-field` of its nearest wrapper, else to its own `name`; the version stands on the
   wrapper or on the control (none counts as 0). A control with data-autosave="off" is left alone.

   POST data-autosave-url   field=words&value=...&version=1   X-CSRFToken, Accept: application/json   (checkboxes: value=... repeated)
   200  {"version": 2, "saved_at": "14:02:31"}     and, if wanted, {"texts": {"answered": "24 of 45 answered"}, "progress": {"answered": [24, 45]}}
        texts go into [data-text="..."], progress into the width of [data-progress="..."],
        {"marks": {"section_F": html}} into [data-mark="section_F"]
   409  {"version": 2, "value": "theirs", "by": "another tab", "saved_at": "14:02:10"}   both are shown, the person chooses
   400, 422  {"error": "words"}     said under the field
   404                      no longer theirs to change: said under the field
   401, 403, a redirect     signed out: the words stay, sign in in a new tab, then it is sent again
   anything else, or no answer     sent again after 1, 2, 4, 8, 15, 15 ... seconds, and at once when the line is back

   One request at a time for a field. Fires "gt:saved" on the form with {field, version, answer}.
   [data-saved] ({% saved_state %}) shows the state; [data-saved-spoken] says only a change of kind.
*/
import { alive, loginUrl, whoAmI } from "./session.js";
import { csrfToken } from "./token.js";

const PAUSE = 800; // after the last key
const AT_MOST = 4000; // after the first one
const BACK_OFF = [1, 2, 4, 8, 15];
const OFFLINE_AFTER = 8000;
const PATIENCE = 12000; // for one answer

const fields = new Map();
// What other modules save (a quote), counted with the fields: {holder, state: "saving" | "failed" | "signed-out", save()}.
const others = new Set();
let failingSince = null;
let leaving = false;

/* --- One field ------------------------------------------------------------------------------------------------- */

class Field {
  constructor(form, name, holder) {
    Object.assign(this, { form, name, holder, sent: null, sending: false, tries: 0, state: "saved", timer: 0, firstKey: 0 });
    this.sent = this.value();
  }

  get controls() {
    return [...this.form.elements].filter((control) => fieldName(control) === this.name);
  }

  get version() {
    return this.holder.dataset.version || "0";
  }

  set version(number) {
    this.holder.dataset.version = number;
    for (const hidden of this.form.querySelectorAll(`input[data-version-of="${CSS.escape(this.name)}"]`)) hidden.value = number;
  }

  value() {
    const found = [];
    for (const control of this.controls) {
      if (control.type === "radio" || control.type === "checkbox") {
        if (control.checked) found.push(control.value);
      } else if (control instanceof HTMLSelectElement && control.multiple) {
        found.push(...[...control.selectedOptions].map((option) => option.value));
      } else {
        found.push(control.value);
      }
    }
    return JSON.stringify(found);
  }

  put(values) {
    for (const control of this.controls) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
  }

  get dirty() {
    return this.value() !== this.sent;
  }

  typed() {
    const now = Date.now();
    if (!this.firstKey) this.firstKey = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, this.firstKey + AT_MOST - now)));
    show();
  }

  changed() {
    clearTimeout(this.timer);
    return this.save();
  }

  async save({ keepalive = false } = {}) {
    // They may have signed in again elsewhere while this page kept the focus: typing on asks too.
    if (this.state === "signed-out") return sendAgain();
    if (this.sending || this.state === "clash" || !this.dirty) return;
    clearTimeout(this.timer);
    this.firstKey = 0;
    this.sending = true;
    const value = this.value();
    const body = new URLSearchParams({ field: this.name, version: this.version });
    for (const one of JSON.parse(value)) body.append("value", one);
    if (!body.has("value")) body.append("value", "");
    show();
    let response = null;
    let answer = null;
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "manual",
        keepalive,
        signal: patience.signal,
      });
      // An answer that stops half-way, or is none, is no answer: sent again, so that "Saving" never stays.
      if (isJson(response)) answer = await response.json();
    } catch {
      response = null;
    }
    clearTimeout(clock);
    this.sending = false;
    await this.answered(response, answer, value);
    show();
    if (this.state === "saved" && this.dirty) this.typed();
  }

  async answered(response, answer, value) {
    if (response && response.ok && answer) {
      this.version = answer.version;
      this.sent = value;
      this.tries = 0;
      this.state = "saved";
      problem(this, "");
      failingSince = null;
      lastSaved = answer.saved_at || clockTime(new Date());
      alive();
      update(answer);
      this.form.dispatchEvent(new CustomEvent("gt:saved", { bubbles: true, detail: { field: this.name, version: answer.version, answer } }));
    } else if (response && response.status === 409 && answer) {
      alive();
      clash(this, answer);
    } else if (response && (response.status === 400 || response.status === 422) && answer) {
      alive();
      this.state = "refused";
      this.sent = value; // sent as it is; the next change is another try
      problem(this, answer.error || "This could not be saved as it is.");
    } else if (response && (response.type === "opaqueredirect" || response.status === 401 || response.status === 403)) {
      await this.refused(response);
    } else if (response && response.status === 404) {
      // Given to somebody else meanwhile, or withdrawn: trying again would not help.
      this.state = "refused";
      this.sent = value;
      problem(this, "This was not saved: it is no longer yours to change. Copy your words before you leave.");
    } else {
      this.state = "failed";
      failingSince ??= Date.now();
      this.again();
    }
  }

  async refused(response) {
    const who = await whoAmI();
    if (who === "same" && this.state === "refreshed") {
      this.state = "refused";
      this.sent = this.value();
      problem(this, "This was not saved: you may not change it any more. Copy your words before you leave.");
    } else if (who === "same") {
      // Signed in again elsewhere: the token was old. Once more with the new one.
      this.state = "refreshed";
      await this.save();
    } else if (who === "unreachable") {
      this.state = "failed";
      failingSince ??= Date.now();
      this.again();
    } else {
      this.state = "signed-out";
      askToSignIn(this, who);
    }
  }

  again() {
    const wait = BACK_OFF[Math.min(this.tries, BACK_OFF.length - 1)] * 1000;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }
}

function isJson(response) {
  return (response.headers.get("Content-Type") || "").includes("json");
}

function holderOf(control) {
  return control.closest("[data-field]") || control;
}

function fieldName(control) {
  if (!control.matches("textarea, select, input:not([type=hidden], [type=submit], [type=button], [type=file])")) return "";
  if (control.dataset.autosave === "off") return "";
  return control.closest("[data-field]")?.dataset.field || control.name;
}

function fieldOf(form, control) {
  const name = fieldName(control);
  if (!name) return null;
  if (!fields.has(form)) fields.set(form, new Map());
  const known = fields.get(form);
  if (!known.has(name)) known.set(name, new Field(form, name, holderOf(control)));
  return known.get(name);
}

function all() {
  for (const form of fields.keys()) if (!form.isConnected) fields.delete(form);
  return [...fields.values()].flatMap((known) => [...known.values()]);
}

/* --- What is seen and said -------------------------------------------------------------------------------------- */

let lastSaved = "";
let spokenKind = "";

function clockTime(moment) {
  return moment.toTimeString().slice(0, 8);
}

function kind() {
  const states = [...all(), ...others];
  if (states.some((field) => field.state === "clash")) return "clash";
  if (states.some((field) => field.state === "signed-out")) return "signed-out";
  if (states.some((field) => field.state === "refused")) return "refused";
  if (states.some((field) => field.state === "failed")) {
    const offline = navigator.onLine === false || (failingSince && Date.now() - failingSince >= OFFLINE_AFTER);
    return offline ? "offline" : "failed";
  }
  if (states.some((field) => field.sending || field.dirty || field.state === "saving")) return "saving";
  return lastSaved ? "saved" : "none";
}

const SAID = {
  clash: () => "Changed elsewhere: see both",
  "signed-out": () => "Not saved: signed out. Your words are still here",
  refused: () => "Not saved: see the words at the answer",
  failed: () => "Not saved, trying again",
  offline: () => `Offline since ${clockTime(new Date(failingSince ?? Date.now())).slice(0, 5)}, keep this page open`,
  saving: () => "Saving",
  saved: () => `Saved ${lastSaved}`,
};

function show() {
  const now = kind();
  for (const place of document.querySelectorAll("[data-saved]")) {
    const words = place.querySelector("[data-saved-words]");
    // What the page said of itself when it came stands again where what was sent was refused for good.
    place.dataset.cameSaying ??= JSON.stringify([place.dataset.state, words.textContent]);
    if (now === "none") {
      [place.dataset.state, words.textContent] = JSON.parse(place.dataset.cameSaying);
      continue;
    }
    place.dataset.state = now === "refused" ? "failed" : now;
    words.textContent = SAID[now]();
  }
  // "Saving" comes and goes with each word; only what has changed in kind is said aloud.
  if (now === "saving" || now === "none" || now === spokenKind) return;
  const first = spokenKind === "" && now === "saved";
  spokenKind = now;
  if (first) return;
  for (const place of document.querySelectorAll("[data-saved-spoken]")) place.textContent = now === "saved" ? "Saved" : SAID[now]();
}

function update(answer) {
  for (const [key, mark] of Object.entries(answer.marks || {})) {
    for (const place of document.querySelectorAll(`[data-mark="${CSS.escape(key)}"]`)) place.innerHTML = mark;
  }
  for (const [key, words] of Object.entries(answer.texts || {})) {
    for (const place of document.querySelectorAll(`[data-text="${CSS.escape(key)}"]`)) place.textContent = words;
  }
  for (const [key, [done, of]] of Object.entries(answer.progress || {})) {
    for (const bar of document.querySelectorAll(`[data-progress="${CSS.escape(key)}"]`)) bar.setAttribute("width", `${of ? (100 * done) / of : 0}%`);
  }
}

function groupOf(field) {
  return field.holder.closest(".govuk-form-group") || field.holder.parentElement;
}

function problem(field, words) {
  const group = groupOf(field);
  group.querySelector(".gt-problem")?.remove();
  if (!words) return;
  const said = document.createElement("p");
  said.className = "gt-problem";
  said.setAttribute("role", "alert");
  said.textContent = words;
  group.append(said);
}

function wordsOf(field, values) {
  return values
    .map((value) => {
      const control = field.controls.find((one) => (one.type === "radio" || one.type === "checkbox") && one.value === value);
      const label = control?.labels?.[0]?.textContent.trim();
      const option = field.controls.flatMap((one) => [...(one.options || [])]).find((one) => one.value === value);
      return label || option?.textContent.trim() || value;
    })
    .join(", ");
}

function clash(field, theirs) {
  field.state = "clash";
  const group = groupOf(field);
  group.querySelector(".gt-clash")?.remove();
  const values = Array.isArray(theirs.value) ? theirs.value : [theirs.value ?? ""];
  const box = document.createElement("div");
  box.className = "gt-clash";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Changed elsewhere");
  box.innerHTML =
    '<h4>Changed elsewhere while you wrote</h4><div class="gt-clash__two"><div class="gt-clash__one"><b>Here, not saved</b><span></span></div>' +
    '<div class="gt-clash__one"><b></b><span></span></div></div>';
  const [here, there] = box.querySelectorAll(".gt-clash__one");
  here.querySelector("span").textContent = wordsOf(field, JSON.parse(field.value())) || "nothing";
  there.querySelector("b").textContent = `Saved${theirs.by ? ` by ${theirs.by}` : " elsewhere"}${theirs.saved_at ? `, ${theirs.saved_at}` : ""}`;
  there.querySelector("span").textContent = wordsOf(field, values) || "nothing";
  const choice = (words, then) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary gt-button--small";
    button.textContent = words;
    button.addEventListener("click", () => {
      box.remove();
      field.version = theirs.version;
      field.state = "saved";
      then();
      show();
      field.controls[0]?.focus();
    });
    box.append(button);
  };
  choice("Keep what is here", () => {
    field.sent = null;
    field.save();
  });
  choice("Take what was saved", () => {
    field.put(values);
    field.sent = field.value();
    lastSaved ||= theirs.saved_at || "";
    field.controls[0]?.dispatchEvent(new Event("gt:refreshed", { bubbles: true }));
  });
  group.append(box);
}

let invitation = null;

export function askToSignIn(field, who) {
  if (invitation) invitation.remove();
  invitation = document.createElement("div");
  invitation.className = "gt-clash";
  invitation.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent =
    who === "other"
      ? "Somebody else is signed in now. What you wrote is still on this page, not saved, and waits until you sign in."
      : "You were signed out. What you wrote is still on this page and not saved yet. Sign in in a new tab, come back here, and it is sent.";
  const link = document.createElement("a");
  link.href = loginUrl();
  link.target = "_blank";
  link.rel = "opener";
  link.className = "govuk-button govuk-button--secondary gt-button--small";
  link.textContent = "Sign in in a new tab";
  invitation.append(words, link);
  groupOf(field).append(invitation);
  // Not under the bar at the foot of the page: what must be done stands in the middle.
  invitation.scrollIntoView({ block: "center" });
}

async function sendAgain() {
  const waiting = [...all(), ...others].filter((field) => field.state === "signed-out" || field.state === "failed");
  if (!waiting.length) return;
  if (waiting.some((field) => field.state === "signed-out")) {
    const who = await whoAmI();
    if (who !== "same") return;
    invitation?.remove();
    invitation = null;
  }
  for (const field of waiting) {
    field.state = "saved";
    field.tries = 0;
    field.save();
  }
}

/* --- What other modules save ------------------------------------------------------------------------------------ */

export function waitsToo(other) {
  others.add(other);
  if (other.state === "failed") failingSince ??= Date.now();
  show();
}

/* It is saved (at this time), or was refused for good and its own place says why. */
export function waitsNoMore(other, at = "") {
  others.delete(other);
  if (at) lastSaved = at;
  if (![...all(), ...others].some((field) => field.state === "failed")) failingSince = null;
  show();
}

export const wait = (tries) => BACK_OFF[Math.min(tries, BACK_OFF.length - 1)] * 1000;

/* --- The page --------------------------------------------------------------------------------------------------- */

/* Send everything that waits; true when all is saved. Other modules call it before they leave the page. */
export async function flush(form = null) {
  const mine = all().filter((field) => !form || field.form === form);
  // Signed in again in another tab, and the button pressed before this one was asked: ask now.
  if ([...mine, ...others].some((field) => field.state === "signed-out")) await sendAgain();
  const until = Date.now() + 5000;
  do {
    await Promise.all(mine.map((field) => field.changed()));
    if (mine.every((field) => !field.sending && !field.dirty) && !others.size) return true;
    if ([...others].some((other) => other.state !== "saving")) return false;
    if (mine.some((field) => !["saved", "refreshed"].includes(field.state))) return false;
    await new Promise((resolve) => setTimeout(resolve, 60));
  } while (Date.now() < until);
  return false;
}

export function unsaved() {
  return others.size > 0 || all().some((field) => field.sending || field.dirty || ["clash", "signed-out", "failed"].includes(field.state));
}

function begin(form) {
  if (fields.has(form)) return;
  fields.set(form, new Map());
  for (const control of form.elements) fieldOf(form, control);
  form.addEventListener("input", (event) => {
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
    const field = fieldOf(form, event.target);
    if (field && typing) field.typed();
  });
  form.addEventListener("change", (event) => fieldOf(form, event.target)?.changed());
  form.addEventListener("submit", async (event) => {
    if (leaving || event.defaultPrevented) return;
    event.preventDefault();
    const submitter = event.submitter;
    let saved = await flush(form);
    const isStuck = (field) => ["clash", "signed-out", "failed"].includes(field.state);
    const stuckOf = () => all().find((field) => field.form === form && isStuck(field)) || [...others].find(isStuck);
    // A slow line is no reason to send what is on its way a second time: that would clash with itself.
    const isOnItsWay = () => all().some((field) => field.form === form && field.sending) || [...others].some((one) => one.state === "saving");
    while (!saved && !stuckOf() && isOnItsWay()) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      saved = await flush(form);
    }
    const stuck = stuckOf();
    if (!saved && stuck) {
      // Leaving now would lose the words: to a login page, to an error page, or over somebody else's.
      if (stuck.state === "failed" && stuck.controls) {
        problem(stuck, "No connection: your words are kept on this page and will be sent when it is back.");
      }
      invitation?.scrollIntoView({ block: "center" });
      (form.querySelector(".gt-clash button, .gt-clash a") || stuck.controls?.[0])?.focus();
      return;
    }
    // With nothing to save we are still within the event, and a form ignores requestSubmit while it fires one.
    await new Promise((resolve) => setTimeout(resolve));
    // The form sends everything once more; versions in it are the ones just given, so nothing clashes.
    leaving = true;
    setTimeout(() => (leaving = false), 3000);
    form.requestSubmit(submitter);
  });
}

/* The page went on without being left: what comes next is asked about again. */
export function stay() {
  leaving = false;
}

function beginAll() {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) begin(form);
}

export function saveAnswers() {
  beginAll();
  document.addEventListener("gt:swapped", beginAll);
  document.body.addEventListener("htmx:load", (event) => {
    for (const form of event.target.querySelectorAll?.("form[data-autosave-url]") || []) begin(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const field of all()) field.save({ keepalive: true });
    else sendAgain();
  });
  window.addEventListener("focus", sendAgain);
  window.addEventListener("online", sendAgain);
  window.addEventListener("offline", () => {
    failingSince ??= Date.now();
    show();
  });
  document.addEventListener("gt:signed-in", sendAgain);
  // "Trying again" turns into "Offline since" without anybody typing.
  setInterval(() => failingSince && show(), 1000);
}
