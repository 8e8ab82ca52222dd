// Runs in a page of the course that is about to be printed: turns what it shows into still HTML which can stand in one
// document with all other pages. What a browser knows only of a living page (the state of its controls, the pictures
// on its canvases, the formulas' styles) is written down.
({ slug, slugs, online }) => {
  const article = document.querySelector("article.bd-article");
  for (const one of article.querySelectorAll(".headerlink")) one.remove();
  const title = article.querySelector("h1").textContent.trim();
  const named = (id) => `${slug}--${id}`;

  const writeDownControls = () => {
    for (const input of article.querySelectorAll("input")) {
      if (input.type === "radio" || input.type === "checkbox") input.toggleAttribute("checked", input.checked);
      else input.setAttribute("value", input.value);
    }
    for (const select of article.querySelectorAll("select")) {
      const chosen = document.createElement("span");
      chosen.textContent = select.selectedOptions[0]?.textContent ?? "";
      select.replaceWith(chosen);
    }
  };

  const writeDownPictures = () => {
    for (const canvas of article.querySelectorAll("canvas.gl-scene-on-paper")) {
      const picture = document.createElement("img");
      picture.className = "gl-scene-on-paper";
      picture.alt = canvas.parentElement.querySelector("canvas.gl-scene").getAttribute("aria-label");
      // Smooth shades on an even ground; names and lines lie over it as text and strokes.
      picture.src = canvas.toDataURL("image/jpeg", 0.92);
      canvas.replaceWith(picture);
    }
    for (const one of article.querySelectorAll("canvas, script, .gl-hidden")) one.remove();
    for (const picture of article.querySelectorAll("img")) {
      picture.setAttribute("src", picture.src);
      picture.removeAttribute("loading");
    }
  };

  /**
   * Each word of code has an element for its colour, and so a tag in the PDF. Names, brackets and blanks are as dark as
   * the text around them; their elements would make up half of the file.
   */
  const simplifyCode = () => {
    for (const one of article.querySelectorAll(".highlight :is(.n, .p, .w)")) one.replaceWith(...one.childNodes);
    article.normalize();
  };

  /** Views and questions say where they are alive, or where they are answered. */
  const sayWhere = () => {
    for (const view of article.querySelectorAll(".gl-explorer")) {
      const line = document.createElement("p");
      line.className = "on-paper";
      if (view.dataset.question) {
        const id = `answer--${view.dataset.question.replace("/", "--")}`;
        line.innerHTML = `<a href="#${id}" data-answer>Answer on page <span class="page-of" data-of="${id}"></span></a>`;
      } else {
        const where = document.createElement(online ? "a" : "span");
        where.textContent = `the course’s page “${title}”`;
        if (online) where.href = online + slugs.find(([, one]) => one === slug)[0];
        line.append("Interactive: move it on ", where, ".");
      }
      view.append(line);
    }
  };

  /** An address within the site leads to the same words in the book, or to the site where that is known. */
  const leadWithinTheBook = () => {
    const root = new URL(document.documentElement.dataset.content_root, location.href).href;
    const parts = new Map(slugs);
    for (const link of article.querySelectorAll("a[href]")) {
      if (link.dataset.answer !== undefined) continue;
      const [address, fragment] = link.href.split("#");
      if (!address.startsWith(root)) continue;
      const path = address.slice(root.length);
      const part = parts.get(path);
      if (part) link.setAttribute("href", fragment ? `#${part}--${decodeURIComponent(fragment)}` : `#${part}`);
      else if (online) link.href = online + path;
      else link.replaceWith(...link.childNodes);
    }
  };

  const nameApart = () => {
    for (const one of article.querySelectorAll("*")) {
      if (one.id) one.id = named(one.id);
      for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers"]) {
        const ids = one.getAttribute(name);
        if (ids) one.setAttribute(name, ids.split(/\s+/).map(named).join(" "));
      }
      if (one.name && one.type === "radio") one.setAttribute("name", named(one.name));
      for (const { name, value } of [...one.attributes]) {
        if (value.includes("url(#")) one.setAttribute(name, value.replace(/url\(#/g, `url(#${slug}--`));
        if (/^(xlink:)?href$/.test(name) && one.tagName === "use") one.setAttribute(name, `#${named(value.slice(1))}`);
      }
    }
  };

  const stylesWithoutFile = () =>
    [...document.styleSheets, ...document.adoptedStyleSheets]
      .filter((sheet) => !sheet.href)
      .map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join("\n"));

  const files = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href);
  const styles = stylesWithoutFile();
  simplifyCode();
  writeDownControls();
  writeDownPictures();
  leadWithinTheBook();
  nameApart();
  sayWhere();
  return { slug, title, html: article.innerHTML, styles, files };
};
