// Small helpers to build the page's elements.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** @returns {HTMLElement} */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Set attributes that are numbers or text. */
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

let counter = 0;

/** An id that no other element of the page has. */
export function uniqueId(stem) {
  counter += 1;
  return `gl-${stem}-${counter}-${Math.random().toString(36).slice(2, 7)}`;
}

/** Move labels of the given height apart along one direction, keeping them as near as can be to where they want to be. */
export function spread(wanted, height, lowest, highest) {
  const order = wanted.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const clusters = [];
  for (const { value, index } of order) {
    let cluster = { members: [index], sum: value, centre: value };
    for (;;) {
      const size = cluster.members.length * height;
      cluster.centre = Math.min(
        Math.max(cluster.sum / cluster.members.length, lowest + size / 2),
        highest - size / 2,
      );
      const before = clusters.at(-1);
      if (!before || before.centre + (before.members.length * height) / 2 <= cluster.centre - size / 2) break;
      clusters.pop();
      cluster = {
        members: [...before.members, ...cluster.members],
        sum: before.sum + cluster.sum,
        centre: 0,
      };
    }
    clusters.push(cluster);
  }
  const result = [];
  for (const { members, centre } of clusters) {
    members.forEach((index, rank) => {
      result[index] = centre + (rank - (members.length - 1) / 2) * height;
    });
  }
  return result;
}

/** The sign before a claim, before what a model computed, or before a measurement. */
export function kind(name) {
  return html("span", { class: "gl-kind", "data-kind": name }, name);
}

/** A number inside a sentence, with what it is of for whoever reads the page by program. */
export function number(quantity, value, words, attributes = {}) {
  return html(
    "span",
    { class: "gl-number", "data-quantity": quantity, "data-value": value, ...attributes },
    words,
  );
}
