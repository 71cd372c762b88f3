// Colours of the style sheet for the canvas, read again when light turns to dark.
"use strict";
const kgTheme = (() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return {
    kind: (kind) => value(`--${kind}`),
    line: (polarity) => value(`--${polarity}`),
    ground: () => value("--surface"),
    ink: () => value("--ink"),
    faint: () => value("--edge"),
    accent: () => value("--accent"),
    animation: () => (still.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" }),
    onChange: (listener) => dark.addEventListener("change", listener),
  };
})();
