/* Buttons that copy what a field holds: <button data-copy="id of the field" hidden>. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied.";
    } catch { // not over plain HTTP, or not allowed: it is selected at least
      said.textContent = "Press Ctrl+C, or ⌘C, to copy it.";
    }
  });
}
