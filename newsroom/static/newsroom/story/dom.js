/* Elements in a line. Nothing here writes HTML, a style attribute or a handler attribute. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `text`, `on: {event: handler}`, else attributes). */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "value") element.value = value;
    else if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/* 20 × 20, drawn with a line of 1.5. */
const PATHS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M8 4h7M5 16h7M12 4 8 16",
  strike: "M4 10h12M14 6.5C13.5 5 12 4 10 4 7.500 4 6 5.300 6 7c0 1 .6 1.800 1.500 2.300M6 13.500C6.500 15 8 16 10 16c2.500 0 4-1.300 4-3 0-.7-.2-1.200-.6-1.700",
  link: "M8.500 11.500a3 3 0 0 0 4.200 0l2.800-2.800a3 3 0 0 0-4.200-4.200L10 5.700M11.500 8.500a3 3 0 0 0-4.200 0l-2.800 2.800a3 3 0 0 0 4.200 4.200L10 14.300",
  bullets: "M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01",
  numbers: "M8.500 5h8.500M8.500 10h8.500M8.500 15h8.500M3 3.500h1V7M3 12.500h2l-2 3h2",
  quote: "M4 4v12M8 6h9M8 10h9M8 14h6",
  rule: "M3 10h14M6 5h8M6 15h8",
  picture: "M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13.500 7.500h.01",
  gallery: "M2 6h9v9H2zM13 6h5v9h-5zM4 3.500h14",
  footnote: "M4 5h7M7.500 5v11M14 4l1.500-1V9",
  pullquote: "M8 6c-2.500.5-4 2.500-4 5v3h4v-4H6M16 6c-2.500.5-4 2.500-4 5v3h4v-4h-2",
  video: "M3 4.500h14v11H3zM8.500 7.500v5l4-2.500z",
  undo: "M7 4 3.500 7.500 7 11M4 7.500h8a4.500 4.500 0 0 1 0 9H8",
  redo: "M13 4l3.500 3.500L13 11M16 7.500H8a4.500 4.500 0 0 0 0 9h4",
  remove: "M5 5l10 10M15 5 5 15",
  column: "M7 4h6v12H7zM3 4v12M17 4v12",
  wide: "M4.500 4h11v12h-11zM2 7v6M18 7v6",
  full: "M2 4h16v12H2z",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "story-icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
