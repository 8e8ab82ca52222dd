// Elements of a drawing that stay what they are while it changes, so that a change can be seen as a movement.
import { setAttributes, svg } from "./elements.js";

/** Each drawing puts what it needs, under names of its choice, in the order from back to front, and then finishes. */
export class Marks {
  constructor() {
    this.root = svg("g");
    this.known = new Map();
    this.drawn = new Map();
  }

  put(name, tag, attributes, ...words) {
    const node = this.known.get(name) ?? svg(tag);
    setAttributes(node, attributes);
    if (words.length) node.replaceChildren(...words);
    this.drawn.set(name, node);
    return node;
  }

  finish() {
    const nodes = [...this.drawn.values()];
    const same =
      nodes.length === this.root.childNodes.length &&
      nodes.every((node, at) => node === this.root.childNodes[at]);
    if (!same) this.root.replaceChildren(...nodes);
    this.known = this.drawn;
    this.drawn = new Map();
  }
}
