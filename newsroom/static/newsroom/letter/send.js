/* Whoever chooses a moment means "later". */

const form = document.getElementById("send_form");
form.querySelector("[name=at]").addEventListener("input", () => {
  form.querySelector("[name=when][value=later]").checked = true;
});
// A second press while the first is on its way sends nothing again, and looks as if it did.
form.addEventListener("submit", () => {
  setTimeout(() => { form.querySelector("button[type=submit]").disabled = true; }, 0);
});
window.addEventListener("pageshow", () => {
  form.querySelector("button[type=submit]").disabled = false;
});
