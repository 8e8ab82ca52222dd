// How fine a frame is drawn. Where the processor draws, a moving picture is coarse, and fine once it has come to rest.

// Pixels for each of the page's: at rest or on a graphics card, and while the processor draws a moving picture.
const FINE = 2;
const COARSE = 1;
// How long a picture has to be still to be drawn finely, ms.
const REST = 250;

/** Whether pictures are computed by the processor, so that each pixel counts. */
export function isSoftware(context) {
  const extension = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

export class Fineness {
  /** @param {{renderer: import("three").WebGLRenderer, software: boolean, needsFrame: () => void, signal: AbortSignal}} options */
  constructor({ renderer, software, needsFrame, signal }) {
    Object.assign(this, { renderer, software, needsFrame });
    this.rested = false;
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Choose for a frame that changes may have asked for, or the rest after them. */
  choose() {
    if (!this.software) return this.set(Math.min(FINE, window.devicePixelRatio || 1));
    const { rested } = this;
    this.rested = false;
    clearTimeout(this.timer);
    if (!rested) this.timer = setTimeout(() => this.rest(), REST);
    this.set(rested ? FINE : COARSE);
  }

  rest() {
    this.rested = true;
    this.needsFrame();
  }

  /** Whatever moves: as fine as at rest. */
  finest() {
    this.set(FINE);
  }

  set(ratio) {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }
}
