// Everything that the table says of one finding.
import { OWN_KEYS } from "./controls.js";
import { html } from "./elements.js";
import { picture } from "./finding_marks.js";
import { citation, quantityOf, valueOf } from "./finding_words.js";
import { prefersLessMotion } from "./theme.js";
import { capital } from "./words.js";

const READ = {
  "full text": "the full text was read",
  abstract: "only the abstract was read",
  "second-hand": "quoted by somebody else; the paper was not read",
};

/** @param {{claims: {name: string, words: string}[], closed: () => void}} options */
export function createCard({ claims, closed }) {
  const close = html("button", { type: "button", class: "gl-card-close", ...OWN_KEYS }, "Close");
  const title = html("p", { class: "gl-card-title" });
  const stands = html("div", { class: "gl-card-stands" });
  const facts = html("dl", { class: "gl-card-facts" });
  const root = html(
    "div",
    { class: "gl-finding-card", role: "group", tabindex: -1, ...OWN_KEYS },
    html("div", { class: "gl-card-head" }, title, close),
    stands,
    facts,
  );
  close.addEventListener("click", closed);
  const wordsOfClaim = (name) => claims.find((one) => one.name === name)?.words ?? name;

  /** @param {any} finding */
  function show(finding) {
    // What has the focus in it, such as the link, is not built anew.
    if (root.dataset.finding === String(finding.id)) return;
    root.dataset.finding = finding.id;
    root.setAttribute("aria-label", `Finding: ${citation(finding)}`);
    title.textContent = citation(finding);
    stands.replaceChildren(
      ...finding.places.claim.map((name) =>
        html(
          "p",
          { class: "gl-stands", "data-verdict": finding.verdict, "data-grade": "moderate" },
          picture(finding.verdict, "moderate"),
          html("span", {}, html("b", {}, capital(finding.verdict)), ` · ${wordsOfClaim(name)}`),
        ),
      ),
    );
    facts.replaceChildren(
      ...entries(finding).flatMap(([name, ...content]) => [
        html("dt", {}, name),
        html("dd", {}, ...content.flat()),
      ]),
    );
  }

  /** Bring it into sight and let the keyboard begin there. */
  function focus() {
    root.focus({ preventScroll: true });
    root.scrollIntoView({ block: "nearest", behavior: prefersLessMotion() ? "auto" : "smooth" });
  }

  return { root, show, focus };
}

/** Name and content of each line; what the table leaves empty has no line, but for the DOI. */
function entries(finding) {
  const { n, design, electrode, condition, hip_flexion_deg: flexion, note, read, grade, reason, doi } = finding;
  const how = electrode && !design.includes(electrode) ? `${design} (${electrode})` : design;
  const lines = [
    ["Measured", quantityOf(finding)],
    ["Value", html("b", { "data-value-of": finding.id }, valueOf(finding))],
    ["In whom", n],
    ["How", how],
    ["Condition", condition],
    ["Hip flexion", flexion && `${flexion.replaceAll("; ", "°; ")}°`],
    ["Note", note],
    ["Read", READ[read] ?? read],
    ["Grade", html("b", {}, grade), `: ${reason}`],
    ["DOI", doi ? link(doi) : "none that was verified"],
  ];
  return lines.filter(([, first]) => first);
}

function link(doi) {
  return html(
    "a",
    { href: `https://doi.org/${doi}`, target: "_blank", rel: "noopener noreferrer", ...OWN_KEYS },
    doi,
  );
}
