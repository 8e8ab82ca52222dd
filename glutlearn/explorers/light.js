// Light baked into a small picture of a lit ball: soft and cheap, also without a graphics card.
import { CanvasTexture, SRGBColorSpace } from "three";

function litBall(layers, size = 256) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  for (const { x, y, radius, stops } of layers) {
    const gradient = context.createRadialGradient(x * size, y * size, 0, x * size, y * size, radius * size);
    for (const [at, colour] of stops) gradient.addColorStop(at, colour);
    context.fillStyle = gradient;
    context.fillRect(0, 0, size, size);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/** Matte ivory, lit softly from above left, with cool light from below. */
export function ivory() {
  return litBall([
    {
      x: 0.5,
      y: 0.5,
      radius: 0.5,
      stops: [
        [0, "#d6ccb8"],
        [0.55, "#b3a894"],
        [0.86, "#7f776b"],
        [1, "#56514c"],
      ],
    },
    {
      x: 0.37,
      y: 0.28,
      radius: 0.6,
      stops: [
        [0, "rgba(255,250,239,0.95)"],
        [0.3, "rgba(250,242,224,0.65)"],
        [1, "rgba(240,228,205,0)"],
      ],
    },
    {
      x: 0.72,
      y: 0.84,
      radius: 0.4,
      stops: [
        [0, "rgba(150,168,190,0.35)"],
        [1, "rgba(150,168,190,0)"],
      ],
    },
  ]);
}

/** White with a soft highlight, to be tinted: for muscles and arrows. */
export function satin() {
  return litBall([
    {
      x: 0.5,
      y: 0.5,
      radius: 0.5,
      stops: [
        [0, "#f4f4f4"],
        [0.6, "#dedede"],
        [0.88, "#a8a8a8"],
        [1, "#7c7c7c"],
      ],
    },
    {
      x: 0.37,
      y: 0.28,
      radius: 0.42,
      stops: [
        [0, "rgba(255,255,255,0.9)"],
        [1, "rgba(255,255,255,0)"],
      ],
    },
  ]);
}
