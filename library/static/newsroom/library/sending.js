/* Sending pictures to the library, one after the other, each with its progress and its own error. */

import { el } from "./elements.js";

export const ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif";
const SIGNED_OUT = "You are signed out. Sign in again in another window, then send it once more.";

/** The sentence that the library answered with, or one about why it did not. */
function problem(request, answer) {
  if (answer?.error) return answer.error;
  if (request.status === 413) return "This file is too large for the library.";
  if (request.status === 403 || new URL(request.responseURL || location.href).pathname.endsWith("/login/")) {
    return SIGNED_OUT;
  }
  return "The library could not take this file. Try again in a moment.";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Send one file. Resolves to the picture's card, with `known: true` when the library had it already;
 * rejects with an Error whose message is for people. `progress(share)` is told 0 to 1 of what has
 * left; `signal` stops it.
 */
function send(file, { url, progress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch says nothing about how much has been sent
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader(
      "X-CSRFToken",
      document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
    );
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if ((request.status === 200 || request.status === 201) && answer?.id) {
        resolve({ ...answer, known: request.status === 200 });
      } else {
        reject(new Error(problem(request, answer)));
      }
    });
    request.addEventListener("error", () =>
      reject(new Error("The file did not arrive: the connection broke. Send it once more.")));
    request.addEventListener("abort", () => reject(new Error("Stopped.")));
    signal?.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/**
 * Send `files` and show each as a line of `list` (an <ul>): its name and a bar, then what came of
 * it. `done(card)` is called for each that the library took. Lines that went well go away again;
 * those with a problem stay until dismissed. Resolves to how many were taken.
 */
export async function sendAll(files, { url, largest, list, done, signal }) {
  const lines = [...files].map((file) => {
    const bar = el("progress", { max: "1", value: "0", "aria-label": `Sending ${file.name}` });
    const words = el("span", { class: "sending__words", role: "status" });
    const line = el("li", { class: "sending__line" },
      el("span", { class: "sending__name", text: file.name }), bar, words);
    list.append(line);
    return { file, bar, words, line };
  });
  let taken = 0;
  for (const { file, bar, words, line } of lines) {
    if (signal?.aborted) break;
    try {
      if (largest && file.size > largest) {
        throw new Error(
          `This file is larger than ${Math.floor(largest / 1024 ** 2)} MB. Make it smaller, then add it.`,
        );
      }
      const card = await send(file, {
        url, signal,
        progress(share) {
          // Once all has left, the library looks at it; the bar then only says that it is at work.
          if (share < 1) bar.value = share;
          else bar.removeAttribute("value");
        },
      });
      taken += 1;
      line.remove();
      done(card);
    } catch (error) {
      bar.remove();
      line.classList.add("is-refused");
      words.textContent = error.message;
      line.append(el("button", {
        type: "button", class: "sending__dismiss", "aria-label": `Dismiss: ${file.name}`, text: "×",
        on: { click: () => line.remove() },
      }));
    }
  }
  return taken;
}

/** Take files that are dropped on `place` (or pasted into it). It has `is-dropping` meanwhile. */
export function takeDrops(place, taken) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  let inside = 0; // enter and leave are told for every child as well
  const leave = () => {
    inside = 0;
    place.classList.remove("is-dropping");
  };
  place.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    inside += 1;
    place.classList.add("is-dropping");
  });
  place.addEventListener("dragleave", (event) => {
    if (carriesFiles(event) && (inside -= 1) <= 0) leave();
  });
  place.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  place.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    if (event.dataTransfer.files.length) taken(event.dataTransfer.files);
  });
  place.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) taken(event.clipboardData.files);
  });
}
