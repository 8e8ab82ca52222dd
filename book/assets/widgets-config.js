// Tell the pages' widget manager to take every module from the folder vendor beside this file, and nothing from a
// content network.
(() => {
  const script = document.currentScript;
  const folder = script.src.replace(/widgets-config\.js.*$/, "vendor/");
  window.requirejs.config({ baseUrl: folder });
  // Where html-manager looks for a module that it could not load from there: it searches all script elements for this.
  script.dataset.jupyterWidgetsCdn = folder;

  // Stock sliders typeset their labels with the queue of MathJax 2. The pages have MathJax 3, which has none and which
  // replaces this object as it starts, so the stand-in is put back whenever that happens.
  let mathjax = window.MathJax ?? {};
  Object.defineProperty(window, "MathJax", {
    get: () => mathjax,
    set(next) {
      mathjax = next;
      mathjax.Hub ??= { Queue() {} };
    },
  });
  window.MathJax = mathjax;
})();
