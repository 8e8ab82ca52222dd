// Runs drawing code that another model of the page holds, so that many views of a kind need it only once.

// Each view imports these lines for itself: what has begun for one of them is found by the others here.
const begun = (globalThis[Symbol.for("glutlearn.code")] ??= new Map());

async function fetchCode(manager, id) {
  const holder = await manager.get_model(id);
  const style = document.createElement("style");
  style.textContent = holder.get("style");
  document.head.append(style);
  const address = URL.createObjectURL(new Blob([holder.get("code")], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function render({ model, el }) {
  // Keeps the place until the code is there.
  const place = el.appendChild(document.createElement("div"));
  place.className = "gl-explorer";
  place.style.minHeight = "160px";
  const id = model.get("code").replace("IPY_MODEL_", "");
  if (!begun.has(id)) begun.set(id, fetchCode(model.widget_manager, id));
  const view = await begun.get(id);
  place.remove();
  return view.render({ model, el });
}

export default { render };
