// The scene on paper.
import { html } from "./elements.js";

/**
 * A printer gets nothing of a canvas that WebGL has drawn on. As printing begins, the picture is drawn once more, as fine
 * as at rest, and copied onto a canvas that is printed in its place (book/assets/print.css).
 * @param {{host: HTMLElement, canvas: HTMLCanvasElement, drawFine: () => void, signal: AbortSignal}} options
 */
export function copyForPaper({ host, canvas, drawFine, signal }) {
  const paper = html("canvas", { class: "gl-scene-on-paper", "aria-hidden": "true", hidden: true });
  const copy = () => {
    drawFine();
    const { width, height } = canvas;
    Object.assign(paper, { width, height });
    paper.getContext("2d").drawImage(canvas, 0, 0);
    canvas.after(paper);
    host.style.setProperty("--gl-aspect", `${width} / ${height}`);
  };
  addEventListener("beforeprint", copy, { signal });
  addEventListener("afterprint", () => paper.remove(), { signal });
}
