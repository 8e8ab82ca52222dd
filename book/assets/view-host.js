// Draws the interactive views of a page from the state that was written when the page was built.
//
// The views are anywidgets: a script each that exports `render({ model, el })`. This is the part of a notebook's widget
// manager that such scripts need where there is no kernel; the whole of it weighs forty times the views' own code. A
// page with other widgets gets the whole (see book/_ext/light_pages.py).
{
  const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
  const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

  const { state } = JSON.parse(document.querySelector(STATE).textContent);
  const models = new Map();
  const modules = new Map();

  function unpacked({ data }) {
    const text = atob(data);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    return new DataView(bytes.buffer);
  }

  const isSame = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

  // What a view reads, changes and listens to, as it would with a kernel.
  class Model {
    #values;
    #listeners = new Map();

    constructor({ state: values, buffers = [] }) {
      this.#values = values;
      for (const { path, ...buffer } of buffers) values[path[0]] = unpacked(buffer);
    }

    widget_manager = { get_model: async (id) => modelOf(id) };

    get(name) {
      return this.#values[name];
    }

    set(name, value) {
      if (isSame(this.#values[name], value)) return;
      this.#values[name] = value;
      for (const event of [`change:${name}`, "change"]) {
        for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(this, value);
      }
    }

    on(event, listener) {
      if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
      this.#listeners.get(event).add(listener);
    }

    off(event, listener) {
      this.#listeners.get(event)?.delete(listener);
    }

    // There is no kernel to be told.
    save_changes() {}
    send() {}
  }

  function modelOf(id) {
    if (!models.has(id)) models.set(id, new Model(state[id]));
    return models.get(id);
  }

  // Views of one kind share their code and their styles.
  async function moduleOf(model) {
    const code = model.get("_esm");
    if (!modules.has(code)) {
      const style = document.createElement("style");
      style.textContent = model.get("_css") ?? "";
      document.head.append(style);
      const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      modules.set(code, import(address).then((module) => module.default));
      modules.get(code).finally(() => URL.revokeObjectURL(address));
    }
    return modules.get(code);
  }

  const nextTask = () => new Promise((done) => setTimeout(done));

  async function drawAll() {
    for (const script of document.querySelectorAll(VIEW)) {
      const area = document.createElement("div");
      area.className = "widget-subarea";
      script.before(area);
      const model = modelOf(JSON.parse(script.textContent).model_id);
      const view = await moduleOf(model);
      await view.render({ model, el: area });
      // Let the page answer its reader between one view and the next.
      await nextTask();
    }
  }

  drawAll();
}
