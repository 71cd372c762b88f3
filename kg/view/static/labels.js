// Names beside the marks, at the same size however far the picture is zoomed. A name goes below its mark, else above,
// right or left of it; where it would cover another name or mark everywhere, it waits until the reader zooms in.
"use strict";
const kgLabels = (() => {
  const LINE = 15, FONT = "12px system-ui, sans-serif", BOLD = "600 12.5px system-ui, sans-serif", AFTER = "italic 11.5px system-ui, sans-serif";
  const measure = document.createElement("canvas").getContext("2d");
  const width = (text, font) => {
    measure.font = font;
    return measure.measureText(text).width;
  };

  // A name in at most `most` lines of about `wide` pixels, and the line after it, each with its font.
  const wrap = ({ name, after, bold, wide, most }) => {
    const font = bold ? BOLD : FONT, out = [""];
    for (const word of name.replace(/\S{24}(?=\S)/gu, "$& ").split(" ")) {
      const longer = out[out.length - 1] ? `${out[out.length - 1]} ${word}` : word;
      if (width(longer, font) <= wide || !out[out.length - 1]) out[out.length - 1] = longer;
      else out.push(word);
    }
    const lines = out.slice(0, most).map((text) => ({ text, font }));
    if (out.length > most) lines[most - 1].text += "…";
    if (after) lines.push({ text: after, font: AFTER });
    return { lines, width: Math.max(...lines.map((line) => width(line.text, line.font))), height: LINE * lines.length };
  };

  const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const boxes = (at, size, text) => [
    { x: at.x, y: at.y + size + 4 },
    { x: at.x, y: at.y - size - 4 - text.height },
    { x: at.x + size + 5 + text.width / 2, y: at.y - text.height / 2 },
    { x: at.x - size - 5 - text.width / 2, y: at.y - text.height / 2 },
  ].map(({ x, y }) => ({ x, y, left: x - text.width / 2 - 2, right: x + text.width / 2 + 2, top: y, bottom: y + text.height }));

  // Draws the names of `marks` ({x, y, size, name, after, bold, wide, most, loud, dim, only: the one place it may have}), the weightiest first, inside `place`.
  // `spots` ({x, y, size}) are further marks that a name should not cover.
  const draw = (network, ctx, marks, spots, place) => {
    const scale = network.getScale(), placed = [], ground = kgTheme.ground(), ink = kgTheme.ink();
    const middle = network.canvasToDOM({ x: 0, y: 0 });
    const see = (mark) => ({ mark, at: { x: middle.x + mark.x * scale, y: middle.y + mark.y * scale }, size: mark.size * scale });
    const seen = marks.map(see);
    const disc = ({ at, size }) => ({ left: at.x - size, right: at.x + size, top: at.y - size, bottom: at.y + size });
    const discs = seen.map(disc), dots = spots.map(see).map(disc);
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    seen.forEach(({ mark, at, size }, own) => {
      const text = (mark.text ||= wrap(mark));
      const visible = at.x > 0 && at.x < place.clientWidth && at.y > 0 && at.y < place.clientHeight;
      const inside = (box) => !visible || (box.left > 0 && box.right < place.clientWidth && box.top > 0 && box.bottom < place.clientHeight);
      const free = (box) => inside(box) && !placed.some((other) => overlaps(box, other)) && !discs.some((disc, index) => index !== own && overlaps(box, disc));
      const clear = (box) => free(box) && !dots.some((dot) => overlaps(box, dot));
      const every = boxes(at, size, text), choices = mark.only ? [every[mark.only]] : every;
      const box = choices.find(clear) || (mark.bold && choices.find(free)) || (mark.loud && (choices.find(inside) || choices[0]));
      if (!box) return;
      placed.push(box);
      ctx.globalAlpha = mark.dim ? 0.25 : 1;
      ctx.lineWidth = 4 / scale;
      ctx.strokeStyle = ground;
      ctx.fillStyle = ink;
      text.lines.forEach((line, index) => {
        const x = (box.x - middle.x) / scale, y = (box.y + LINE * index - middle.y) / scale;
        ctx.font = line.font.replace(/([\d.]+)px/, (_, pixels) => `${pixels / scale}px`);
        ctx.strokeText(line.text, x, y);
        ctx.fillText(line.text, x, y);
      });
    });
    ctx.restore();
  };
  return { draw };
})();
