/* Why a colour is refused, under its field, with the nearest one that would do to be taken. */

/** Say `refusal` ({sentence, nearest}) of `field`, or take back what was said if there is none.
It stands across the whole row, because a column of colours is narrow. */
export function refuse(field, refusal, taken) {
  const box = field.closest(".fieldBox");
  const id = `${field.id}_refusal`;
  box.querySelector("ul.errorlist")?.remove(); // what the server said of an earlier colour
  let list = document.getElementById(id);
  box.classList.toggle("errors", Boolean(refusal));
  if (!refusal) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    list?.remove();
    return;
  }
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
  if (!list) {
    list = document.createElement("ul");
    list.className = "errorlist";
    list.id = id;
    list.setAttribute("role", "status");
    box.parentElement.append(list);
  }
  if (list.dataset.said === refusal.sentence) return;
  list.dataset.said = refusal.sentence;
  const item = document.createElement("li");
  item.textContent = refusal.sentence;
  list.replaceChildren(item);
  if (refusal.nearest) {
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button is-quiet refusal__take";
    take.textContent = `Take ${refusal.nearest}`;
    take.addEventListener("click", () => {
      field.value = refusal.nearest;
      field.focus();
      taken();
    });
    const row = document.createElement("li");
    row.append(take);
    list.append(row);
  }
}
