/* Our icons: 20 × 20, drawn with a line of 1.5. */

const SVG = "http://www.w3.org/2000/svg";

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
  add: "M10 4v12M4 10h12",
  text: "M5 5h10M10 5v11",
  heading2: "M4 4v12M11 4v12M4 10h7M14 11.500c.3-1 3-1 3 .5 0 1.200-3 2.500-3 4h3",
  heading3: "M4 4v12M11 4v12M4 10h7M14 11.200c1-.8 3-.3 3 .9 0 1-1.500 1.200-1.500 1.200s1.700.2 1.700 1.400c0 1.400-2.200 1.700-3.200.8",
  heading4: "M4 4v12M11 4v12M4 10h7M16.500 16v-5l-2.500 3.500h3.500",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8.500 4v12",
  audio: "M4 8v4M7 5.500v9M10 3v14M13 6.500v7M16 8.500v3",
  file: "M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500",
  callout: "M4 4v12M8 6h8M8 10h8M8 14h5",
  answer: "M3 4h9v7H7l-2.500 2.500V11H3zM14 8h3v6h-1v2.500L13.500 14H10",
  facts: "M4 3.500h12v13H4zM7 7h6M7 10h6M7 13h4",
  credits: "M3 5h5M11 5h6M3 10h5M11 10h6M3 15h5M11 15h4",
  button: "M2.500 6.500h15v7h-15zM6.500 10h7",
  product: "M3 10.500 10.500 3H16v5.500L8.500 16zM13 6h.01",
  story: "M4 3.500h12v13H4zM7 7h6v3H7zM7 13h6",
  newsletter: "M3 5h14v10.500H3zM3 5.500l7 6 7-6",
  snippet: "M7 4H4v12h3M13 4h3v12h-3M8 10h4",
  up: "M10 16V4M5 9l5-5 5 5",
  down: "M10 4v12M5 11l5 5 5-5",
  find: "M8.500 3.500a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM12.200 12.200 17 17",
  outline: "M3 5h10M6 10h11M6 15h8",
  alone: "M3 7.500V3h4.500M17 7.500V3h-4.500M3 12.500V17h4.500M17 12.500V17h-4.500",
  help: "M7 7.500c0-4 6-4 6-.5 0 2.500-3 2.500-3 5M10 16h.01",
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
