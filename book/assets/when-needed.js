// What draws the interactive views and what typesets formulas is heavy, and a page can be read without it. So it is
// fetched when a reader comes within a screen of the first thing that needs it, presses a key (Tab may jump anywhere),
// or prints. The tag of this script says what to fetch, in order: data-views, data-formulas.
{
  const tag = document.currentScript;
  const ROOM = "100% 0px";

  const load = (source) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(`${source} did not load`)));
      script.src = source;
      document.head.append(script);
    });

  // A script element has no box to come near to, and no room for words; what holds it has.
  function offer(sources, selector, say = () => {}) {
    const places = [...document.querySelectorAll(selector)].map((one) => one.parentElement);
    if (!places.length || !sources.length) return;
    let asked = false;
    const start = async () => {
      if (asked) return;
      asked = true;
      near.disconnect();
      try {
        for (const source of sources) await load(source);
      } catch (fault) {
        say(places, "This part could not be loaded. Reload the page to try again.");
        throw fault;
      }
    };
    const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && start(), {
      rootMargin: ROOM,
    });
    say(places, "The interactive part is on its way …");
    places.forEach((place) => near.observe(place));
    for (const event of ["keydown", "beforeprint"]) addEventListener(event, start, { once: true });
  }

  const listed = (name) => (tag.dataset[name] ?? "").split(" ").filter(Boolean);
  // course.css shows these words until the view is there.
  const say = (places, words) => places.forEach((place) => (place.dataset.waits = words));
  offer(listed("views"), 'script[type="application/vnd.jupyter.widget-view+json"]', say);
  offer(listed("formulas"), ".math");
}
