// On paper nothing can be unfolded, and a dark page wastes ink. As printing begins, every hint unfolds and the page
// turns light; afterwards all is as it was. What a view has folded stays so: it can be a hundred rows. A link to a DOI shows the DOI where its words do not.
addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll('.bd-article a[href*="doi.org/10."]')) {
    const doi = decodeURIComponent(link.href).replace(/^.*doi\.org\//, "");
    if (!link.textContent.includes(doi)) link.dataset.doi = doi;
  }
});

const before = { theme: "", folded: [] };

addEventListener("beforeprint", () => {
  const page = document.documentElement;
  before.theme = page.dataset.theme;
  before.folded = [...document.querySelectorAll(".bd-article details:not([open], .above-input, .gl-explorer *)")];
  page.dataset.theme = "light";
  for (const one of before.folded) one.open = true;
});

addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = before.theme;
  for (const one of before.folded) one.open = false;
});
