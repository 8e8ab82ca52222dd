// Light or dark, as the page around the view says it, followed while it changes.

function isDark() {
  const page = document.documentElement;
  const chosen = page.dataset.theme || page.dataset.mode;
  if (chosen === "dark" || chosen === "light") return chosen === "dark";
  const lab = document.body.dataset.jpThemeLight;
  if (lab) return lab === "false";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/**
 * Keep `data-gl-theme` of an element in step with the page.
 * @param {HTMLElement} element
 * @param {() => void} changed  called after each change
 * @param {AbortSignal} signal  stops watching
 */
export function followTheme(element, changed, signal) {
  const apply = () => {
    const theme = isDark() ? "dark" : "light";
    if (element.dataset.glTheme === theme) return;
    element.dataset.glTheme = theme;
    changed();
  };
  const observer = new MutationObserver(apply);
  const attributeFilter = ["data-theme", "data-mode", "data-jp-theme-light"];
  observer.observe(document.documentElement, { attributes: true, attributeFilter });
  observer.observe(document.body, { attributes: true, attributeFilter });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
  apply();
}

/** A colour of explorer.css, for what style sheets do not reach. */
export function colourOf(element, name) {
  return getComputedStyle(element).getPropertyValue(`--gl-${name}`).trim();
}

export function prefersLessMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
