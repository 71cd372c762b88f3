// The document reader with scripts: n and p go to the next and previous statement, a click on marked words shows who said them.
"use strict";
(() => {
  const refs = [...document.querySelectorAll(".ref")];
  const status = document.getElementById("reader-status");
  const tools = document.querySelector("[data-reader-tools]");
  if (!refs.length || !tools) return;
  tools.hidden = false;
  let place = refs.findIndex((ref) => `#${ref.id}` === location.hash);

  function go(to) {
    place = Math.max(0, Math.min(refs.length - 1, to));
    const ref = refs[place];
    for (const mark of document.querySelectorAll(".m.here")) mark.classList.remove("here");
    for (const mark of document.querySelectorAll(`.m[data-of~="${CSS.escape(ref.dataset.key)}"]`)) mark.classList.add("here");
    history.replaceState(null, "", `#${ref.id}`);
    ref.focus({ preventScroll: true });
    ref.scrollIntoView({ block: "center" });
    const label = document.getElementById(`l-${ref.dataset.key}`);
    status.textContent = `Statement ${place + 1} of ${refs.length}${label ? ": " + label.querySelector("bdi").textContent : ""}`;
  }

  for (const button of tools.querySelectorAll("[data-go]")) button.addEventListener("click", () => go(place + Number(button.dataset.go)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "n") go(place + 1);
    else if (event.key === "p") go(place - 1);
  });
  for (const mark of document.querySelectorAll(".m[data-of]")) {
    mark.addEventListener("click", () => {
      if (String(getSelection())) return; // somebody copies words
      const label = document.getElementById(`l-${mark.dataset.of.split(" ")[0]}`);
      if (label) { location.hash = label.id; label.querySelector("a").focus(); }
    });
  }
  addEventListener("hashchange", () => { const at = refs.findIndex((ref) => `#${ref.id}` === location.hash); if (at >= 0 && at !== place) go(at); });
  if (place >= 0) go(place);
})();
