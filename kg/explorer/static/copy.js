// The search of a copy of the pages that no server stands behind: all statements stand in window.kgIndex.
"use strict";
(() => {
  const box = document.getElementById("copy-search");
  const index = window.kgIndex;
  if (!box || !Array.isArray(index)) return;
  const input = document.getElementById("copy-words");
  const count = document.getElementById("copy-count");
  const list = document.getElementById("copy-found");
  const AT_MOST = 100;
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const texts = index.map((one) => plain([one.words, one.speaker, one.document, one.issues].join(" ")));
  box.hidden = false;

  const shown = (one, terms) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "../" + one.address;
    marked(link, one.words, terms);
    const who = document.createElement("bdi");
    who.textContent = one.speaker;
    item.append(link, " – ", who, ", " + one.document);
    return item;
  };

  // Text goes in as text: nothing of a document becomes markup.
  const marked = (node, text, terms) => {
    const places = new RegExp("(" + terms.map((term) => term.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|") + ")", "giu");
    text.split(places).forEach((part, at) => {
      if (at % 2) {
        const mark = document.createElement("mark");
        mark.textContent = part;
        node.append(mark);
      } else {
        node.append(part);
      }
    });
  };

  const search = () => {
    const terms = plain(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!terms.length) {
      count.textContent = "";
      return;
    }
    const found = index.filter((_, at) => terms.every((term) => texts[at].includes(term)));
    count.textContent = found.length + (found.length === 1 ? " statement" : " statements") +
      (found.length > AT_MOST ? "; the first " + AT_MOST + " are shown" : "");
    list.append(...found.slice(0, AT_MOST).map((one) => shown(one, terms)));
  };

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  input.addEventListener("input", search);
  search();
})();
