// What every page gains where scripts run: suggestions under the search boxes, and buttons that copy. Pages work without it.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy).textContent;
      const before = button.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not allowed to copy: select the text";
      }
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }

  let number = 0;
  for (const input of document.querySelectorAll("form[role=search] input[type=search]")) suggestUnder(input);

  function suggestUnder(input) {
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = `suggest-${++number}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    document.body.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    let chosen = -1, asked = "", timer = 0;

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1;
      if (event.key === "Escape") close();
      else if (event.key === "ArrowDown" && last >= 0) { choose(chosen >= last ? 0 : chosen + 1); event.preventDefault(); }
      else if (event.key === "ArrowUp" && last >= 0) { choose(chosen <= 0 ? last : chosen - 1); event.preventDefault(); }
      else if (event.key === "Enter" && chosen >= 0 && !list.hidden) { location.assign(list.children[chosen].dataset.address); event.preventDefault(); }
    });
    input.addEventListener("blur", () => setTimeout(close, 150));

    async function ask() {
      asked = input.value.trim();
      if (asked.length < 2) return close();
      const mine = asked;
      let found = [];
      try {
        const answer = await fetch(`/suggest?q=${encodeURIComponent(mine)}`);
        if (answer.ok) found = await answer.json();
      } catch { /* without suggestions the search still works */ }
      if (mine !== asked || document.activeElement !== input) return;
      const kept = chosen < 0 ? null : list.children[chosen].dataset.address; // what is chosen stays chosen while the list is renewed
      list.replaceChildren(...found.map((one, i) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${i}`;
        item.setAttribute("role", "option");
        item.dataset.address = one.address;
        const label = document.createElement("bdi");
        label.textContent = one.label;
        const kind = document.createElement("span");
        kind.className = "muted";
        kind.textContent = ` ${one.kind}`;
        item.append(label, kind);
        item.addEventListener("mousedown", () => location.assign(one.address));
        return item;
      }));
      choose(found.findIndex((one) => one.address === kept));
      if (!found.length) return close();
      const box = input.getBoundingClientRect();
      list.style.left = `${box.left + scrollX}px`;
      list.style.top = `${box.bottom + scrollY + 2}px`;
      list.style.width = `${box.width}px`;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function choose(i) {
      chosen = i;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === i)));
      if (i >= 0) { input.setAttribute("aria-activedescendant", list.children[i].id); list.children[i].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    }

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  }
})();
