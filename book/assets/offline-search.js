// The search page fetches each page it found for a few of its words. From the disk (file://) a browser forbids that, so
// there the results are shown without.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
