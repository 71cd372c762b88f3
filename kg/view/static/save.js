// The picture as a file, as it is seen: PNG from the canvas, SVG by drawing it once more onto a canvas that writes down its paths.
"use strict";
const kgSave = (() => {
  const HEAD = 56, FONT = "600 17px system-ui, sans-serif", SMALL = "13px system-ui, sans-serif";
  const round = (number) => Math.round(number * 100) / 100;

  const give = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  // What the library and our own scripts use of a 2D context, each stroke, fill and text as an element of `root`.
  const recorder = (root, make, real) => {
    let matrix = new DOMMatrix(), path = "", dash = [];
    const looks = ["fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "font", "textAlign", "textBaseline", "globalAlpha"];
    const look = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", font: SMALL, textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1 };
    const kept = [];
    const transform = () => `matrix(${[matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f].map(round4).join(" ")})`;
    const round4 = (number) => Math.round(number * 10000) / 10000;
    const stroked = () => ({ fill: "none", stroke: look.strokeStyle, "stroke-width": round(look.lineWidth), "stroke-linecap": look.lineCap, "stroke-linejoin": look.lineJoin, ...(dash.length ? { "stroke-dasharray": dash.join(" ") } : {}) });
    const add = (tag, attributes, text) => {
      const made = make(tag, { transform: transform(), ...(look.globalAlpha < 1 ? { opacity: round(look.globalAlpha) } : {}), ...attributes });
      if (text !== undefined) made.textContent = text;
      root.append(made);
    };
    const words = (text, x, y, attributes) => {
      const [, weight, size, family] = look.font.match(/^(.*?)([\d.]+)px\s+(.*)$/) || ["", "", "12", "sans-serif"];
      const down = { top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.2 }[look.textBaseline] || 0;
      const anchor = { center: "middle", right: "end", end: "end" }[look.textAlign] || "start";
      const style = { ...(weight.includes("italic") ? { "font-style": "italic" } : {}), ...(weight.includes("600") || weight.includes("bold") ? { "font-weight": 600 } : {}) };
      add("text", { x: round(x), y: round(y + down * size), "font-size": round(size), "font-family": family, "text-anchor": anchor, ...style, ...attributes }, text);
    };
    const arc = (x, y, r, from, to, back = false) => {
      const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6, at = (angle) => `${round(x + r * Math.cos(angle))} ${round(y + r * Math.sin(angle))}`;
      path += `${path ? "L" : "M"}${at(from)}`;
      if (whole) path += `A${round(r)} ${round(r)} 0 1 1 ${at(from + Math.PI)}A${round(r)} ${round(r)} 0 1 1 ${at(from)}`;
      else path += `A${round(r)} ${round(r)} 0 ${Math.abs(to - from) > Math.PI ? 1 : 0} ${back ? 0 : 1} ${at(to)}`;
      here = [x + r * Math.cos(to), y + r * Math.sin(to)];
    };
    let here = [0, 0];
    const to = (letter, ...numbers) => {
      path += letter + numbers.map(round).join(" ");
      here = numbers.slice(-2);
    };
    // As the HTML standard (canvas, arcTo) has it: a corner rounded by a circle that touches both sides
    const arcTo = (x1, y1, x2, y2, r) => {
      const one = [here[0] - x1, here[1] - y1], two = [x2 - x1, y2 - y1], [a, b] = [Math.hypot(...one), Math.hypot(...two)];
      const angle = Math.acos(Math.max(-1, Math.min(1, (one[0] * two[0] + one[1] * two[1]) / (a * b || 1)))), reach = r / Math.tan(angle / 2);
      if (!a || !b || !Number.isFinite(reach) || reach > 1e6) return to("L", x1, y1);
      to("L", x1 + (one[0] / a) * reach, y1 + (one[1] / a) * reach);
      const turn = one[0] * two[1] - one[1] * two[0] < 0 ? 1 : 0, end = [x1 + (two[0] / b) * reach, y1 + (two[1] / b) * reach];
      path += `A${round(r)} ${round(r)} 0 0 ${turn} ${end.map(round).join(" ")}`;
      here = end;
    };
    const context = {
      canvas: real.canvas,
      save: () => kept.push([{ ...look }, matrix, dash]),
      restore: () => {
        const last = kept.pop();
        if (last) [matrix, dash] = [(Object.assign(look, last[0]), last[1]), last[2]];
      },
      setTransform: (a, b, c, d, e, f) => (matrix = new DOMMatrix([a, b, c, d, e, f])),
      resetTransform: () => (matrix = new DOMMatrix()),
      translate: (x, y) => (matrix = matrix.translate(x, y)),
      scale: (x, y) => (matrix = matrix.scale(x, y)),
      rotate: (angle) => (matrix = matrix.rotate((angle * 180) / Math.PI)),
      beginPath: () => (path = ""),
      closePath: () => path && !path.endsWith("Z") && (path += "Z"),
      moveTo: (x, y) => to("M", x, y),
      lineTo: (x, y) => to(path ? "L" : "M", x, y),
      bezierCurveTo: (...numbers) => to("C", ...numbers),
      quadraticCurveTo: (...numbers) => to("Q", ...numbers),
      rect: (x, y, w, h) => (path += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`),
      arc, arcTo,
      fill: () => path && add("path", { d: path, fill: look.fillStyle }),
      stroke: () => path && add("path", { d: path, ...stroked() }),
      clearRect: () => {},
      fillRect: (x, y, w, h) => add("rect", { x: round(x), y: round(y), width: round(w), height: round(h), fill: look.fillStyle }),
      fillText: (text, x, y) => words(text, x, y, { fill: look.fillStyle }),
      strokeText: (text, x, y) => words(text, x, y, { ...stroked(), "aria-hidden": "true" }),
      setLineDash: (numbers) => (dash = [...numbers]),
      measureText: (text) => {
        real.font = look.font;
        return real.measureText(text);
      },
    };
    for (const name of looks) Object.defineProperty(context, name, { get: () => look[name], set: (value) => (look[name] = value) });
    return context;
  };

  // `network` as SVG text with title and description; what the canvas shows is drawn once more, nothing is taken from markup.
  const svg = (network, place, { title, description }) => {
    const space = document.querySelector("main svg").namespaceURI, [wide, high] = [place.clientWidth, place.clientHeight];
    const make = (tag, attributes) => {
      const made = document.createElementNS(space, tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    };
    const root = make("svg", { viewBox: `0 ${-HEAD} ${wide} ${high + HEAD}`, width: wide, height: high + HEAD, role: "img" });
    for (const [tag, text] of [["title", title], ["desc", description]]) root.append(Object.assign(make(tag, {}), { textContent: text }));
    root.append(make("rect", { x: 0, y: -HEAD, width: wide, height: high + HEAD, fill: kgTheme.ground() }));
    head((text, y, font, fill) => {
      const [, weight, size, family] = font.match(/^(.*?)(\d+)px (.*)$/);
      root.append(Object.assign(make("text", { x: 14, y: y - HEAD, "font-size": size, "font-family": family, "font-weight": weight.trim() || 400, fill }), { textContent: text }));
    }, title, description, wide);
    const layer = make("g", {}), real = network.canvas.getContext(), own = network.canvas.getContext;
    root.append(layer);
    // vis-network 9.1.2 draws onto what this gives; its own canvas counts in device pixels.
    const context = recorder(layer, make, real);
    context.setTransform = () => context.resetTransform();
    network.canvas.getContext = () => context;
    try {
      network.redraw();
    } finally {
      network.canvas.getContext = own;
      network.redraw();
    }
    return new XMLSerializer().serializeToString(root);
  };

  const head = (write, title, description, wide) => {
    const cut = (text, per) => (text.length > wide / per ? `${text.slice(0, Math.max(1, Math.floor(wide / per) - 1))}…` : text);
    write(cut(title, 9), 24, FONT, kgTheme.ink());
    write(cut(description, 6.6), 45, SMALL, kgTheme.ink());
  };

  const png = (place, { title, description }) => {
    const canvas = place.querySelector("canvas"), copy = document.createElement("canvas"), ratio = canvas.width / place.clientWidth;
    [copy.width, copy.height] = [canvas.width, canvas.height + HEAD * ratio];
    const ctx = copy.getContext("2d");
    ctx.fillStyle = kgTheme.ground();
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(canvas, 0, HEAD * ratio);
    ctx.scale(ratio, ratio);
    head((text, y, font, fill) => {
      [ctx.font, ctx.fillStyle] = [font, fill];
      ctx.fillText(text, 14, y);
    }, title, description, place.clientWidth);
    copy.toBlob((blob) => give(blob, "who-said-what.png"));
  };

  return { png, svg: (network, place, told) => give(new Blob([svg(network, place, told)], { type: "image/svg+xml" }), "who-said-what.svg") };
})();
