// The whole graph: sigma.js draws what the server laid out; filters, search, the neighbourhood of one mark, a panel in words.
"use strict";
(async () => {
  const status = document.getElementById("network-status");
  const box = document.getElementById("graph");
  const panel = document.getElementById("panel");
  const colours = { issue: "#0b6e6e", person: "#1f6fb4", organisation: "#b35a1f", document: "#5f6b1d", group: "#76408c" };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  document.getElementById("network-tools").hidden = false;
  document.getElementById("network-box").hidden = false;

  let drawn;
  try {
    drawn = await (await fetch("/network.json")).json();
  } catch {
    status.textContent = "The drawing could not be loaded; the table below tells the same.";
    return;
  }
  const graph = new graphology.UndirectedGraph();
  const most = Math.max(1, ...drawn.nodes.map((node) => node[2]));
  drawn.nodes.forEach(([label, kind, count, x, y, address], i) => graph.addNode(String(i), {
    label, kind, count, address, x, y, size: (kind === "issue" ? 5 : 2) + 9 * Math.sqrt(count / most), color: colours[kind] || "#666666",
  }));
  for (const [speaker, issue, number] of drawn.lines) graph.mergeEdge(String(speaker), String(issue), { number, size: Math.min(4, 0.4 + number / 3) });

  const names = document.getElementById("network-names");
  names.append(...drawn.nodes.slice(0, 400).map(([label]) => Object.assign(document.createElement("option"), { value: label })));

  let chosen = null, near = new Set();
  const shown = (id) => {
    const node = graph.getNodeAttributes(id);
    const tick = document.querySelector(`[data-kind="${node.kind}"]`);
    return (!tick || tick.checked) && node.count >= Number(document.getElementById("least").value || 1);
  };
  let renderer;
  try {
    renderer = new Sigma(graph, box, {
      labelDensity: 0.5, labelGridCellSize: 110, labelRenderedSizeThreshold: 7, labelFont: "system-ui, sans-serif", zIndex: true,
      hideEdgesOnMove: graph.size > 4000, labelColor: { color: dark.matches ? "#e6ecec" : "#16211f" },
      nodeReducer: (id, data) => {
        if (!shown(id)) return { ...data, hidden: true };
        if (chosen && id !== chosen && !near.has(id)) return { ...data, color: dark.matches ? "#2c383b" : "#dfe5e6", label: null, zIndex: 0 };
        return { ...data, zIndex: 1, highlighted: id === chosen, forceLabel: id === chosen || (chosen && near.size < 40) };
      },
      edgeReducer: (id, data) => {
        const [a, b] = graph.extremities(id);
        if (!shown(a) || !shown(b) || (chosen && a !== chosen && b !== chosen)) return { ...data, hidden: true };
        return { ...data, color: dark.matches ? "#53646a" : "#b9c4c6" };
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
    const nodes = graph.filterNodes((id) => shown(id));
    const issues = nodes.filter((id) => graph.getNodeAttribute(id, "kind") === "issue").length;
    status.textContent = `Showing ${nodes.length - issues} speakers and ${issues} issues${chosen ? `, around ${graph.getNodeAttribute(chosen, "label")}` : ""}.`;
  }

  function choose(id, andFocus) {
    chosen = id;
    near = new Set(id ? graph.neighbors(id) : []);
    const title = document.createElement("h2");
    title.id = "panel-title";
    if (!id) {
      title.textContent = "Nothing chosen";
      const hint = document.createElement("p");
      hint.textContent = "Click on a mark, or find one by name, to see what it is joined to.";
      panel.replaceChildren(title, hint);
    } else {
      const node = graph.getNodeAttributes(id);
      title.append(link(node));
      const told = document.createElement("p");
      told.textContent = `${node.kind}, ${node.count} ${node.count === 1 ? "statement" : "statements"}, joined to ${near.size}`;
      const list = document.createElement("ul");
      list.className = "plain";
      const sorted = [...near].sort((a, b) => graph.getEdgeAttribute(id, b, "number") - graph.getEdgeAttribute(id, a, "number"));
      for (const other of sorted.slice(0, 60)) {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "show";
        button.setAttribute("aria-label", `Show ${graph.getNodeAttribute(other, "label")} in the picture`);
        button.addEventListener("click", () => choose(other, true));
        item.append(link(graph.getNodeAttributes(other)), ` ${graph.getEdgeAttribute(id, other, "number")} `, button);
        list.append(item);
      }
      panel.replaceChildren(title, told, list);
      if (near.size > 60) panel.append(Object.assign(document.createElement("p"), { textContent: `${near.size - 60} more are not listed here.` }));
      const at = renderer.getNodeDisplayData(id);
      if (at && andFocus) move({ x: at.x, y: at.y, ratio: Math.min(camera.ratio, 0.5) });
      if (andFocus) panel.focus();
    }
    tell();
    renderer.refresh();
  }

  function link(node) {
    const a = document.createElement("a");
    a.href = node.address;
    const name = document.createElement("bdi");
    name.textContent = node.label;
    a.append(name);
    return a;
  }

  renderer.on("clickNode", ({ node }) => choose(node, false));
  renderer.on("clickStage", () => choose(null, false));
  for (const tick of document.querySelectorAll("[data-kind], #least")) tick.addEventListener("input", () => { tell(); renderer.refresh(); });
  const find = document.getElementById("network-find");
  const search = () => {
    const wanted = find.value.trim().toLocaleLowerCase();
    const id = wanted && (graph.findNode((_, node) => node.label.toLocaleLowerCase() === wanted) || graph.findNode((_, node) => node.label.toLocaleLowerCase().includes(wanted)));
    if (id) choose(id, true);
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
  tell();
  box.dataset.ready = "true";
})();
