/* What a pasted style sheet says: Apple's programs and exported Google documents give every
paragraph a class and say in a <style> how it looks. Pure, so that node can test it. */

import { elements, textOf } from "./html-tree.js";

const RULE = /([^{}]+)\{([^{}]*)\}/g;
const HEADING_AT_LEAST = 1.15; // times the size of the running text
const LONGEST_HEADING = 160; // characters

/** Every element with a class gets what its rules say before what its own style says. */
export function withClasses(nodes) {
  const rules = new Map();
  for (const node of elements(nodes)) {
    if (node.tag !== "style") continue;
    const css = node.children[0]?.text.replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, "") ?? "";
    for (const [, selectors, style] of css.matchAll(RULE)) {
      for (const selector of selectors.split(",")) {
        const [, tag, name] = /^\s*(\w*)\.([\w-]+)\s*$/.exec(selector) ?? [];
        if (name) rules.set(`${tag}.${name}`, `${rules.get(`${tag}.${name}`) ?? ""};${style}`);
      }
    }
  }
  if (!rules.size) return;
  for (const node of elements(nodes)) {
    for (const name of (node.attributes.class ?? "").split(/\s+/).filter(Boolean)) {
      const style = [rules.get(`.${name}`), rules.get(`${node.tag}.${name}`)].filter(Boolean).join(";");
      if (style) node.attributes.style = `${style};${node.attributes.style ?? ""}`;
    }
  }
}

function sizeOf(node) {
  const style = node.attributes.style ?? "";
  const found = /font-size:\s*([\d.]+)(?:px|pt)/i.exec(style) ?? /(?:^|;)\s*font:[^;]*?([\d.]+)(?:px|pt)/i.exec(style);
  return found ? Number(found[1]) : 0;
}

/** Cocoa knows no headings: short paragraphs set larger than most of the text become some. */
export function withHeadings(nodes) {
  const paragraphs = [...elements(nodes)].filter((node) => node.tag === "p" && sizeOf(node));
  const letters = new Map();
  for (const node of paragraphs) {
    const size = sizeOf(node);
    letters.set(size, (letters.get(size) ?? 0) + textOf(node).trim().length);
  }
  const [running] = [...letters].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (!running) return;
  const fits = (node) => {
    const length = textOf(node).trim().length;
    return length > 0 && length <= LONGEST_HEADING && sizeOf(node) >= running * HEADING_AT_LEAST;
  };
  const headings = paragraphs.filter(fits);
  const sizes = [...new Set(headings.map(sizeOf))].sort((one, other) => other - one);
  for (const node of headings) node.tag = `h${Math.min(sizes.indexOf(sizeOf(node)) + 2, 4)}`;
}
