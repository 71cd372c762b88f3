// The whole graph: sigma.js draws what the server laid out; filters, search, the neighbourhood of one mark, a panel in words.
// Marks are drawn first; names and lines follow when they have come.
"use strict";
(async () => {
  const DRAWN_AT_MOST = 4000; // lines for all marks together; those of a chosen mark are all drawn
  const status = document.getElementById("network-status");
  const box = document.getElementById("graph");
  const panel = document.getElementById("panel");
  const colours = { issue: "#0b6e6e", person: "#1f6fb4", organisation: "#b35a1f", document: "#5f6b1d", group: "#76408c" };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  // A copy without a server has the parts beside it.
  const part = async (name) => (window.kgNetwork ? window.kgNetwork[name] : (await fetch(`/network/${name}.json`)).json());
  const [placesCome, namesCome, linesCome] = ["places", "names", "lines"].map(part);
  document.getElementById("network-tools").hidden = false;
  document.getElementById("network-box").hidden = false;

  let drawn;
  try {
    drawn = await placesCome;
  } catch {
    status.textContent = "The drawing could not be loaded; the table below tells the same.";
    return;
  }
  const graph = new graphology.UndirectedGraph({ allowSelfLoops: false });
  const total = drawn.kind.length;
  const most = drawn.count.reduce((a, b) => Math.max(a, b), 1);
  const kindOf = (id) => drawn.kinds[drawn.kind[id]];
  for (let i = 0; i < total; i++) {
    const kind = kindOf(i);
    graph.addNode(i, {
      x: drawn.x[i], y: drawn.y[i], size: (kind === "issue" ? 5 : 2) + 9 * Math.sqrt(drawn.count[i] / most), color: colours[kind] || "#666666",
    });
  }

  let labels = [], addresses = [], lines = [];
  let chosen = null, near = new Set(), numberTo = new Map(), extra = [], hiddenKinds = new Set(), least = 1;
  const shown = (id) => !hiddenKinds.has(kindOf(id)) && drawn.count[id] >= least;
  const line = () => (dark.matches ? "#53646a" : "#b9c4c6");
  const faint = () => (dark.matches ? "#2c383b" : "#dfe5e6");
  let renderer;
  try {
    const { NodePointProgram, EdgeRectangleProgram } = Sigma.rendering;
    renderer = new Sigma(graph, box, {
      // Points cost a seventh of sigma's circles where no graphics card draws; there are no arrows here.
      nodeProgramClasses: { circle: NodePointProgram }, edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeRectangleProgram },
      labelDensity: 0.5, labelGridCellSize: 110, labelRenderedSizeThreshold: 7, labelFont: "system-ui, sans-serif", zIndex: true,
      hideEdgesOnMove: true, labelColor: { color: dark.matches ? "#e6ecec" : "#16211f" },
      nodeReducer: (id, data) => {
        if (!shown(id)) return { ...data, hidden: true };
        if (chosen !== null && id !== chosen && !near.has(id)) return { ...data, color: faint(), zIndex: 0 };
        const forced = id === chosen || (chosen !== null && near.size < 40);
        return { ...data, label: labels[id], zIndex: 1, highlighted: id === chosen, forceLabel: forced };
      },
      edgeReducer: (id, data) => {
        const [a, b] = graph.extremities(id);
        if (!shown(a) || !shown(b) || (chosen !== null && a !== chosen && b !== chosen)) return { ...data, hidden: true };
        return { ...data, color: line() };
      },
    });
  } catch {
    status.textContent = "This browser cannot draw it (no WebGL); the table below tells the same.";
    document.getElementById("network-box").hidden = true;
    return;
  }
  const camera = renderer.getCamera();
  const move = (state) => camera.animate(state, { duration: still.matches ? 0 : 250 });

  function tell() {
    let issues = 0, speakers = 0;
    for (let i = 0; i < total; i++) if (shown(i)) kindOf(i) === "issue" ? issues++ : speakers++;
    const left = lines.length / 3 - Math.min(lines.length / 3, DRAWN_AT_MOST);
    const some = left > 0 && chosen === null ? ` ${left} of ${lines.length / 3} lines, those of fewest statements, are drawn only around a chosen mark.` : "";
    status.textContent = `Showing ${speakers} speakers and ${issues} issues${chosen === null ? "" : `, around ${labels[chosen]}`}.${some}`;
  }

  const draw = (a, b, number) => (graph.hasEdge(a, b) ? null : graph.addEdge(a, b, { size: Math.min(4, 0.4 + number / 3) }));

  async function choose(id, andFocus) {
    await named;
    chosen = id;
    near = new Set();
    numberTo = new Map();
    for (const edge of extra) graph.dropEdge(edge);
    extra = [];
    if (id !== null) {
      await lined;
      for (let i = 0; i < lines.length; i += 3) {
        if (lines[i] !== id && lines[i + 1] !== id) continue;
        const other = String(lines[i] === id ? lines[i + 1] : lines[i]);
        near.add(other);
        numberTo.set(other, lines[i + 2]);
      }
      for (const [other, number] of numberTo) {
        const edge = draw(id, other, number);
        if (edge !== null) extra.push(edge);
      }
      chosen = String(id);
    }
    const title = document.createElement("h2");
    title.id = "panel-title";
    if (id === null) {
      title.textContent = "Nothing chosen";
      const hint = document.createElement("p");
      hint.textContent = "Click on a mark, or find one by name, to see what it is joined to.";
      panel.replaceChildren(title, hint);
    } else {
      title.append(link(id));
      const told = document.createElement("p");
      told.textContent = `${kindOf(id)}, ${drawn.count[id]} ${drawn.count[id] === 1 ? "statement" : "statements"}, joined to ${near.size}`;
      const list = document.createElement("ul");
      list.className = "plain";
      const sorted = [...near].sort((a, b) => numberTo.get(b) - numberTo.get(a));
      for (const other of sorted.slice(0, 60)) {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "show";
        button.setAttribute("aria-label", `Show ${labels[other]} in the picture`);
        button.addEventListener("click", () => choose(Number(other), true));
        item.append(link(other), ` ${numberTo.get(other)} `, button);
        list.append(item);
      }
      panel.replaceChildren(title, told, list);
      if (near.size > 60) panel.append(Object.assign(document.createElement("p"), { textContent: `${near.size - 60} more are not listed here.` }));
      const at = renderer.getNodeDisplayData(String(id));
      if (at && andFocus) move({ x: at.x, y: at.y, ratio: Math.min(camera.ratio, 0.5) });
      if (andFocus) panel.focus();
    }
    tell();
    renderer.refresh();
  }

  function link(id) {
    const a = document.createElement("a");
    a.href = addresses[id];
    const name = document.createElement("bdi");
    name.textContent = labels[id];
    a.append(name);
    return a;
  }

  renderer.on("clickNode", ({ node }) => choose(Number(node), false));
  renderer.on("clickStage", () => choose(null, false));
  const filter = () => {
    hiddenKinds = new Set([...document.querySelectorAll("[data-kind]")].filter((tick) => !tick.checked).map((tick) => tick.dataset.kind));
    least = Number(document.getElementById("least").value || 1);
    tell();
    renderer.refresh();
  };
  for (const field of document.querySelectorAll("[data-kind], #least")) field.addEventListener("input", filter);
  const find = document.getElementById("network-find");
  const search = async () => {
    const wanted = find.value.trim().toLocaleLowerCase();
    await named;
    let id = wanted ? labels.findIndex((label) => label.toLocaleLowerCase() === wanted) : -1;
    if (wanted && id < 0) id = labels.findIndex((label) => label.toLocaleLowerCase().includes(wanted));
    if (id >= 0) choose(id, true);
    else status.textContent = wanted ? `Nothing here is called “${find.value.trim()}”.` : "Type a name first.";
  };
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") search(); });
  const steps = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] };
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => {
      const what = button.dataset.do;
      if (what === "find") search();
      else if (what === "in") move({ ratio: camera.ratio / 1.5 });
      else if (what === "out") move({ ratio: camera.ratio * 1.5 });
      else if (what === "all") { choose(null, false); move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); }
      else { const [dx, dy] = steps[what]; move({ x: camera.x + 0.2 * dx * camera.ratio, y: camera.y + 0.2 * dy * camera.ratio }); }
    });
  }
  const named = namesCome.then((told) => {
    ({ labels, addresses } = told);
    const names = document.getElementById("network-names");
    names.append(...labels.slice(0, 400).map((label) => Object.assign(document.createElement("option"), { value: label })));
    renderer.refresh();
  });
  const lined = linesCome.then((told) => {
    const order = Array.from({ length: told.length / 3 }, (_, i) => i).sort((a, b) => told[3 * b + 2] - told[3 * a + 2] || a - b);
    lines = told;
    for (const i of order.slice(0, DRAWN_AT_MOST)) draw(told[3 * i], told[3 * i + 1], told[3 * i + 2]);
    tell();
  });
  tell();
  box.dataset.ready = "true";
  try {
    await Promise.all([named, lined]);
    box.dataset.whole = "true";
  } catch {
    status.textContent = "Names or lines could not be loaded; the table below tells the same.";
  }
})();
