/* Elements in a line, and rows that are filled. */

/** An element with properties (`text`, `on: {event: handler}`, else attributes) and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child));
  return element;
}

/**
 * Let `tile` take its picture's share of a row (see the style sheets). Extremes are cut, so that
 * neither a panorama nor a ribbon leaves its words without room.
 */
export function inRow(tile, width, height) {
  tile.style.setProperty("--ratio", Math.min(3.2, Math.max(0.5, width / height)).toFixed(3));
  return tile;
}
