// Hands the story to the system's own sheet; where there is none, puts its address on the clipboard.

const place = document.querySelector("[data-share]");

async function share() {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const said = place.querySelector("[role=status]");
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // changed their mind
    return;
  }
  try {
    await navigator.clipboard.writeText(url);
    said.textContent = "The address is on your clipboard.";
  } catch {
    said.textContent = url; // the clipboard is closed to us: to be copied by hand
  }
}

if (place) {
  place.hidden = false;
  const button = place.querySelector("button");
  if (!navigator.share) button.textContent = "Copy the link";
  button.addEventListener("click", share);
}
