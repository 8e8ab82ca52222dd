// What a browser remembers of a question: in this browser alone, and only where it allows that.

/**
 * @param {string} name     of the question
 * @param {string} content  a print of it: answers to what was once asked under the same name do not count
 */
export function createMemory(name, content) {
  const key = `glutlearn question ${name}`;
  // Some browsers forbid this to pages from the disk, or to all; merely asking for it may throw.
  const attempt = (what) => {
    try {
      return what(globalThis.localStorage);
    } catch {
      return null;
    }
  };
  const works = attempt((store) => {
    store.setItem(`${key} probe`, "1");
    store.removeItem(`${key} probe`);
    return true;
  });
  return {
    works: Boolean(works),
    keep: (state) => attempt((store) => store.setItem(key, JSON.stringify({ content, ...state }))),
    forget: () => attempt((store) => store.removeItem(key)),
    recall: () => {
      const state = attempt((store) => JSON.parse(store.getItem(key)));
      return state?.content === content ? state : null;
    },
  };
}
