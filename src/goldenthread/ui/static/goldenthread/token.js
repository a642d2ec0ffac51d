// The form token. The cookie cannot be read by script, so the page carries it; after signing in again it is renewed.
const meta = document.querySelector('meta[name="csrf-token"]');
let token = meta ? meta.content : "";

export function csrfToken() {
  return token;
}

// Every form on the page gets the new one too, so that its own button works after signing in again.
export function renewToken(fresh) {
  token = fresh;
  if (meta) meta.content = fresh;
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = fresh;
}
