/* Rows that stand in an order (newsroom/rows.py): two buttons move a row, in place of a number. */

import { moved, positions } from "./row-order.js";

const MOVES = [["up", "↑", "Move up", -1], ["down", "↓", "Move down", 1]];

function rowsOf(group) {
  return [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
}

function isFilled(row) {
  return [...row.querySelectorAll("input, textarea")].some((field) =>
    !["hidden", "checkbox"].includes(field.type) && !field.matches(".row-position") && field.value.trim());
}

function number(group) {
  const rows = rowsOf(group);
  const numbers = positions(rows.map((row) => ({ filled: isFilled(row) })));
  rows.forEach((row, index) => {
    row.querySelector(".row-position").value = numbers[index] ?? "";
  });
}

function showEnds(group) {
  const rows = rowsOf(group);
  rows.forEach((row, index) => {
    const up = row.querySelector("[data-move=up]");
    const down = row.querySelector("[data-move=down]");
    if (up) up.disabled = index === 0;
    if (down) down.disabled = index === rows.length - 1;
  });
}

function addMoves(row) {
  const cell = row.querySelector(".row-position")?.closest("td");
  if (!cell || cell.querySelector(".row-moves")) return;
  const moves = document.createElement("span");
  moves.className = "row-moves";
  for (const [name, sign, label] of MOVES) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.move = name;
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    moves.append(button);
  }
  cell.append(moves);
}

for (const group of document.querySelectorAll(".rows:has(.row-position)")) {
  group.classList.add("has-row-moves");
  for (const row of group.querySelectorAll("tr.form-row")) addMoves(row);
  showEnds(group);
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const rows = rowsOf(group);
    const row = button.closest("tr");
    const step = MOVES.find(([name]) => name === button.dataset.move)[3];
    const order = moved(rows, rows.indexOf(row), step);
    const behind = rows.at(-1).nextSibling;
    for (const each of order) row.parentNode.insertBefore(each, behind);
    number(group);
    showEnds(group);
    (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button)?.focus();
    group.dispatchEvent(new Event("change", { bubbles: true }));
  });
  group.addEventListener("formset:added", (event) => {
    addMoves(event.target);
    showEnds(group);
    event.target.querySelector("input:not([type=hidden]), select")?.focus();
  });
  document.addEventListener("formset:removed", () => showEnds(group));
  group.closest("form").addEventListener("submit", () => number(group));
}
