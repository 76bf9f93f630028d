/* The browser's colour well beside a field in which a colour is typed. */

const COLOUR = /^#[0-9a-f]{6}$/i;

/** Put a well before `field`; `show` tells it which colour stands there now. */
export function colourWell(field) {
  const well = document.createElement("input");
  well.type = "color";
  well.className = "colour-well";
  const [label] = field.labels;
  well.setAttribute("aria-label", `Pick: ${label?.textContent.trim().replace(/:$/, "") ?? "colour"}`);
  const both = document.createElement("span");
  both.className = "colour";
  field.before(both);
  both.append(well, field);
  well.addEventListener("input", () => {
    field.value = well.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return {
    show(value) {
      if (COLOUR.test(value)) well.value = value;
      both.classList.toggle("is-followed", field.value === "");
    },
  };
}
