// The picture of this page: draws the network at the places given, filters, opens the panel. No physics, no network access.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const container = document.getElementById("network"), status = document.getElementById("status");
  const off = new Set();
  let chosen = null, drawn = data.bubbles, growth = 1;
  document.documentElement.classList.add("scripted");

  // ---- marks and lines as the drawing library takes them
  const role = (id) => (data.cells[id] ? "cell" : data.hubs[id] ? data.kinds[data.hubs[id].kind].role : "statement");
  const isBubble = (node) => data.kinds[node.group].role === "statement";
  // The places were worked out for a wide picture: turned where this one is tall, and stretched a little to fill it.
  const placed = (() => {
    const [wide, high] = [container.clientWidth - 60, container.clientHeight - 60], turned = high > wide && data.view !== "matrix";
    const places = Object.fromEntries(data.nodes.map(({ id, x, y }) => [id, turned ? { x: y, y: x } : { x, y }]));
    const extent = (axis) => Math.max(...Object.values(places).map((at) => Math.abs(at[axis]))) || 1;
    const ratio = (wide / extent("x")) / (high / extent("y")), most = 1.5;
    const [across, down] = [Math.min(most, Math.max(1, ratio)), Math.min(most, Math.max(1, 1 / ratio))];
    return (id) => ({ x: places[id].x * across, y: places[id].y * down });
  })();
  const nodes = new vis.DataSet(data.nodes.map((node) => {
    const mark = { ...node, ...placed(node.id), group: undefined, label: undefined, name: node.label, font: { size: 0 } };
    if (node.shape === "custom") mark.ctxRenderer = kgShapes.renderer(data.kinds[node.group].shape, node.inferred);
    return mark;
  }));
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(container, { nodes, edges }, { ...data.options, autoResize: true });
  const names = (id) => (data.hubs[id] ? data.hubs[id].name : data.hubs[data.quotations[id].speaker].name);
  const panel = kgPanel(data, names, (id) => choose(id, true));

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const pairs = data.edges.filter((edge) => edge.line === "pair"), most = Math.max(1, ...pairs.map((edge) => sum(Object.values(edge.tally))));

  // ---- what is present under the filters, and how it looks
  const present = (id) => {
    const cell = data.cells[id];
    if (cell) return !off.has(cell.kind) && !off.has(cell.basis) && present(cell.speaker) && present(cell.issue);
    const said = data.quotations[id];
    if (!said) return !off.has(data.hubs[id].kind);
    return !off.has(said.kind) && present(said.speaker) && (!said.issues.length || said.issues.some(present));
  };
  const holds = (edge) => edge.line !== "lean" || !(off.has(edge.polarity) || off.has(edge.inferred ? "inferred" : "stated"));
  const near = () => {
    if (!chosen) return null;
    const close = new Set([chosen]);
    const said = data.quotations[chosen];
    if (said) [said.speaker, ...said.issues].forEach((id) => close.add(id));
    for (const edge of data.edges) {
      if (edge.from === chosen) close.add(edge.to);
      if (edge.to === chosen) close.add(edge.from);
    }
    for (const [id, quotation] of Object.entries(data.quotations)) {
      if (close.has(id) && id !== chosen) [quotation.speaker, ...quotation.issues].forEach((other) => close.add(other));
    }
    return close;
  };
  const drawnOfPair = () => {
    const counts = {};
    for (const [id, said] of Object.entries(data.quotations)) {
      if (!drawn || !present(id)) continue;
      for (const issue of said.issues) counts[`${said.speaker} ${issue}`] = (counts[`${said.speaker} ${issue}`] || 0) + 1;
    }
    return counts;
  };
  const edgeLook = (edge, close, counts) => {
    const ends = present(edge.from) && present(edge.to);
    const touches = close && close.has(edge.from) && close.has(edge.to) && (edge.from === chosen || edge.to === chosen || (!data.drawn && data.quotations[chosen]) || data.quotations[edge.from] || data.quotations[edge.to]);
    const opacity = close ? (touches ? 1 : 0.12) : edge.line === "pair" ? Math.min(1, Math.max(0.35, 160 / pairs.length)) : 1;
    const colour = edge.line === "lean" ? kgTheme.line(edge.polarity) : touches ? kgTheme.accent() : kgTheme.faint();
    const look = { id: edge.id, color: { color: colour, highlight: kgTheme.accent(), hover: kgTheme.accent(), opacity }, hidden: !ends };
    if (edge.line === "pair") {
      const wanted = sum(Object.entries(edge.tally).map(([kind, number]) => (off.has(kind) ? 0 : number)));
      const left = wanted - (counts[`${edge.from} ${edge.to}`] || 0);
      look.hidden ||= left <= 0;
      look.width = 0.6 + Math.min(0.9, 4 / Math.sqrt(most)) * Math.sqrt(Math.max(left, 0));
    } else if (edge.line === "lean") {
      look.hidden ||= !holds(edge);
      look.width = 2.5;
      look.dashes = edge.inferred ? [7, 6] : false;
    } else if (edge.line === "grid") {
      look.width = 0.5;
    } else if (edge.line === "tie") {
      look.dashes = [2, 5];
      look.width = 1.5;
    } else {
      look.hidden ||= !drawn;
      look.width = 0.8;
    }
    return look;
  };
  const refresh = () => {
    const close = near(), counts = drawnOfPair(), ground = kgTheme.ground(), ink = kgTheme.ink();
    nodes.update(data.nodes.map((node) => {
      const colour = kgTheme.kind(node.group), shown = { background: colour, border: ink };
      return {
        id: node.id,
        size: node.size * growth,
        hidden: !present(node.id) || (isBubble(node) && !drawn),
        opacity: close && !close.has(node.id) ? 0.18 : 1,
        borderWidth: 1.5,
        borderWidthSelected: 3,
        color: { background: colour, border: node.group === "indirect" ? colour : ground, highlight: shown, hover: shown },
      };
    }));
    edges.update(data.edges.map((edge) => edgeLook(edge, close, counts)));
    for (const row of document.querySelectorAll("tr[data-node]")) row.hidden = !present(row.dataset.node);
    for (const row of document.querySelectorAll("tr[data-row]")) row.hidden = !present(row.dataset.row);
    for (const text of document.querySelectorAll("[data-cell]")) text.hidden = !present(text.dataset.cell);
    for (const row of document.querySelectorAll("tr[data-edge]")) {
      const edge = edges.get(row.dataset.edge);
      row.hidden = !present(edge.from) || !present(edge.to) || !holds(edge);
    }
    tell();
  };
  const tell = () => {
    const ids = [...Object.keys(data.hubs), ...Object.keys(data.cells), ...(data.drawn ? Object.keys(data.quotations) : [])];
    const count = (wanted) => ids.filter((id) => role(id) === wanted && present(id)).length;
    const nouns = { target: "side topic" };
    const roles = ["speaker", "issue", "statute", "option", "target", "cell", ...(drawn ? ["statement"] : [])];
    const parts = roles.map((name) => [count(name), name]).filter(([number]) => number);
    const lines = !pairs.length || drawn ? "" : " Lines stand for statements, thicker for more.";
    const what = parts.map(([number, name]) => `${number} ${nouns[name] || name}${number === 1 ? "" : "s"}`).join(", ");
    status.textContent = `Showing ${what || "nothing: tick a box above"}.${lines}`;
  };

  // ---- names, and signs on the lines of stances
  const order = data.nodes.filter((node) => data.hubs[node.id]).map((node) => node.id);
  const weight = (id) => (id === data.focus || data.ends.includes(id) || data.hubs[id].kind === "option" ? 1e9 : nodes.get(id).size);
  order.sort((a, b) => weight(b) - weight(a));
  const leans = data.edges.filter((edge) => edge.line === "lean");
  const basis = (id) => {
    const own = leans.filter((edge) => edge.from === id);
    return own.some((edge) => edge.inferred) ? (own.every((edge) => edge.inferred) ? "(inferred)" : "(partly inferred)") : "";
  };
  const looks = Object.fromEntries(order.map((id) => {
    const option = /option|target/.test(data.hubs[id].kind), { name, size } = nodes.get(id);
    const heading = data.view !== "matrix" ? {} : data.hubs[id].kind === "issue" ? { only: 1, wide: 108, most: 2 } : { only: 3, wide: 170, most: 1 };
    return [id, { name, size, after: basis(id), bold: data.hubs[id].kind === "option" || id === data.focus || data.ends.includes(id) || data.kinds[data.hubs[id].kind].role === data.about.role, wide: option ? 180 : 130, most: data.hubs[id].kind === "option" ? 7 : option ? 4 : leans.length ? 2 : 3, ...heading }];
  }));
  const drawSigns = (ctx) => {
    const scale = network.getScale();
    for (const edge of leans) {
      const look = edges.get(edge.id);
      if (look.hidden || !look.color) continue;
      const [from, to] = [network.getPosition(edge.from), network.getPosition(edge.to)];
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1, size = Math.min(9, 7 / scale);
      const near = Math.min(0.5, (looks[data.ends.length ? edge.to : edge.from].size + 2.2 * size) / length), part = data.ends.length ? 1 - near : near;
      ctx.globalAlpha = look.color.opacity;
      kgShapes.badge(ctx, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, size, edge.polarity, kgTheme.line(edge.polarity));
    }
    ctx.globalAlpha = 1;
  };
  // The number of statements beside each cell of a matrix.
  const drawNumbers = (ctx) => {
    const scale = network.getScale();
    if (scale < 0.4) return;
    ctx.font = `${11 / scale}px system-ui, sans-serif`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = kgTheme.ink();
    ctx.strokeStyle = kgTheme.ground();
    ctx.lineWidth = 4 / scale;
    for (const node of data.nodes.filter((one) => data.cells[one.id] && present(one.id))) {
      const at = network.getPosition(node.id);
      const [text, x] = [String(data.cells[node.id].count), at.x + node.size * growth + 7];
      ctx.strokeText(text, x, at.y);
      ctx.fillText(text, x, at.y);
    }
  };
  network.on("afterDrawing", (ctx) => {
    drawSigns(ctx);
    drawNumbers(ctx);
    const close = near(), first = order.includes(chosen) ? [chosen] : [];
    const others = order.filter((id) => id !== chosen), ranked = close ? [...others.filter((id) => close.has(id)), ...others.filter((id) => !close.has(id))] : others;
    const marks = [...first, ...ranked].filter(present).map((id) => {
      const at = network.getPosition(id);
      return Object.assign(looks[id], { x: at.x, y: at.y, loud: id === chosen || id === data.focus || data.ends.includes(id) || data.hubs[id].kind === "option", dim: Boolean(close && !close.has(id)) });
    });
    const bubbles = drawn ? data.nodes.filter((node) => isBubble(node) && present(node.id)) : [];
    const spots = bubbles.length > 80 ? [] : bubbles.map((node) => ({ ...network.getPosition(node.id), size: node.size * growth }));
    kgLabels.draw(network, ctx, marks, spots, container);
  });

  // ---- choosing
  const choose = (id, moveThere) => {
    chosen = id;
    const node = data.nodes.find((one) => one.id === id);
    if (node && isBubble(node) && !drawn) toggle.checked = drawn = true;
    panel.node(id);
    refresh();
    if (!node || !present(id)) return;
    network.selectNodes([id], false);
    const at = network.canvasToDOM(network.getPosition(id));
    const outside = at.x < 20 || at.y < 20 || at.x > container.clientWidth - 20 || at.y > container.clientHeight - 20;
    if (moveThere && outside) network.focus(id, { animation: kgTheme.animation() });
  };
  const clear = () => {
    chosen = null;
    network.unselectAll();
    panel.empty();
    refresh();
  };
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node) choose(node, false);
    else if (!edge) clear();
    else {
      const line = data.edges.find((one) => one.id === edge);
      if (line.line === "grid") choose(line.to, false);
      else if (line.line === "said" || line.line === "about") choose(data.quotations[line.from] ? line.from : line.to, false);
      else panel.edge(line);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      choose(button.dataset.show, true);
      container.scrollIntoView({ block: "center" });
      panel.title.focus({ preventScroll: innerWidth > 900 });
    });
  }

  // ---- filters, tools
  const toggle = document.getElementById("bubbles") || {};
  for (const box of document.querySelectorAll("[data-filter]")) {
    box.addEventListener("change", () => {
      off[box.checked ? "delete" : "add"](box.dataset.filter);
      refresh();
    });
  }
  toggle.onchange = () => {
    drawn = toggle.checked;
    refresh();
  };
  const move = (x, y, factor = 1) => {
    const at = network.getViewPosition(), scale = network.getScale();
    network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, scale: scale * factor, animation: kgTheme.animation() });
  };
  // All that is present, with room for the names around the outermost marks.
  const fit = (animation = kgTheme.animation()) => {
    const places = data.nodes.filter((node) => present(node.id)).map((node) => network.getPosition(node.id));
    if (!places.length) return;
    const [xs, ys] = [places.map((at) => at.x), places.map((at) => at.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const columns = data.view === "dilemma" || data.ends.length;
    const grid = data.view === "matrix" && container.clientWidth > 600;
    const margin = grid ? 250 : container.clientWidth < 600 ? 60 : columns ? 220 : 130;
    const wide = container.clientWidth - margin, high = container.clientHeight - (columns && container.clientHeight > container.clientWidth ? 230 : 110);
    const scale = Math.min(1.25, wide / (right - left || 1), high / (bottom - top || 1));
    network.moveTo({ position: { x: (left + right) / 2 - (grid ? 70 / scale : 0), y: (top + bottom) / 2 + 14 / scale }, scale, animation });
  };
  const told = () => ({ title: document.querySelector("h1").textContent, description: [document.querySelector(".lead").textContent, ...off.size ? ["Some kinds are filtered out."] : []].join(" ") });
  const tools = {
    in: () => move(0, 0, 1.4), out: () => move(0, 0, 1 / 1.4), fit: () => fit(), png: () => kgSave.png(container, told()), svg: () => kgSave.svg(network, container, told()),
    left: () => move(-120, 0), right: () => move(120, 0), up: () => move(0, -120), down: () => move(0, 120),
  };
  for (const button of document.querySelectorAll("[data-tool]")) button.addEventListener("click", tools[button.dataset.tool]);
  // The wheel scrolls the page; with Ctrl it zooms the picture.
  container.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true });

  kgTheme.onChange(refresh);
  refresh();
  fit(false);
  // Where showing all makes the marks very small, as on a telephone, they are drawn larger.
  growth = data.view === "matrix" ? 1 : Math.min(1.8, Math.max(1, 0.6 / network.getScale()));
  for (const id of order) looks[id].size *= growth;
  refresh();
})();
