/* A session that has run out: signing in again where one is, without leaving the page.

The password goes to the newsroom's own sign-in, which answers with the page it is told to go on to:
here the one that says who is signed in. Whatever that sign-in asks or limits holds for this one. */

import { el } from "../story/dom.js";

/** Who is signed in ("" for nobody) and the token for their forms. Rejects without a connection. */
export async function signedIn(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`signed-in: ${answer.status}`);
  return answer.json();
}

async function tryPassword({ signIn, address, user, password }) {
  const { token } = await signedIn(address);
  const body = new URLSearchParams({
    username: user, password, next: new URL(address, location).pathname, csrfmiddlewaretoken: token,
  });
  const answer = await fetch(signIn, { method: "POST", body });
  const isOurs = answer.headers.get("content-type")?.includes("json");
  return answer.ok && isOurs ? answer.json() : null;
}

/**
 * Ask `user` for the password until they are signed in again. Resolves to the new token, or to null
 * when they would rather do it later. `signIn`: the newsroom's sign-in; `address`: see `signedIn`.
 */
export function askForPassword({ signIn, address, user }) {
  return new Promise((resolve) => {
    let token = null;
    const password = el("input", {
      type: "password", id: "again-password", autocomplete: "current-password", required: true,
      "aria-describedby": "again-problem",
    });
    const problem = el("p", { class: "story-ask__problem", id: "again-problem", role: "alert" });
    const submit = el("button", { type: "submit", class: "is-main", text: "Sign in" });

    async function submitted(event) {
      event.preventDefault();
      submit.disabled = true;
      problem.textContent = "";
      try {
        const found = await tryPassword({ signIn, address, user, password: password.value });
        if (found?.user === user) {
          token = found.token;
          dialog.close();
        } else {
          problem.textContent = "That is not the password.";
        }
      } catch {
        problem.textContent = "The newsroom does not answer. Try again in a moment.";
      }
      submit.disabled = false;
      password.select();
    }

    const dialog = el(
      "dialog", { class: "story-ask", "aria-labelledby": "again-title" },
      el(
        "form", { method: "dialog", on: { submit: submitted } },
        el("h2", { id: "again-title", text: "You were signed out" }),
        el("p", { class: "story-ask__words", text: "Nothing is lost: your words are kept in this browser. Sign in and go on." }),
        el("input", { type: "text", value: user, autocomplete: "username", readonly: true, tabindex: "-1", "aria-label": "Username" }),
        el("label", { for: "again-password", text: "Password" }),
        password,
        problem,
        el(
          "div", { class: "story-ask__buttons" },
          submit,
          el("button", { type: "button", text: "Later", on: { click: () => dialog.close() } }),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(token);
    });
    document.body.append(dialog);
    dialog.showModal();
    password.focus();
  });
}
