// Shapes that the drawing library does not have: a speech bubble (filled or hollow), a tablet for an option,
// a page for a statute, rings for what a side is taken on.
"use strict";
const kgShapes = (() => {
  const bubble = (ctx, x, y, size) => {
    const w = size * 1.25, h = size * 0.85, r = size * 0.45, top = y - h, bottom = y + h * 0.7;
    ctx.beginPath();
    ctx.moveTo(x - w + r, top);
    ctx.arcTo(x + w, top, x + w, bottom, r);
    ctx.arcTo(x + w, bottom, x - w, bottom, r);
    ctx.lineTo(x - w * 0.05, bottom);
    ctx.lineTo(x - w * 0.55, y + h * 1.35);
    ctx.lineTo(x - w * 0.55, bottom);
    ctx.arcTo(x - w, bottom, x - w, top, r);
    ctx.arcTo(x - w, top, x + w, top, r);
    ctx.closePath();
  };
  const tablet = (ctx, x, y, size) => {
    const w = size * 1.5, h = size * 0.8, r = h;
    ctx.beginPath();
    ctx.moveTo(x - w + r, y - h);
    ctx.arcTo(x + w, y - h, x + w, y + h, r);
    ctx.arcTo(x + w, y + h, x - w, y + h, r);
    ctx.arcTo(x - w, y + h, x - w, y - h, r);
    ctx.arcTo(x - w, y - h, x + w, y - h, r);
    ctx.closePath();
  };
  const sheet = (ctx, x, y, size) => {
    const w = size * 0.8, h = size, cut = size * 0.5;
    ctx.beginPath();
    ctx.moveTo(x - w, y - h);
    ctx.lineTo(x + w - cut, y - h);
    ctx.lineTo(x + w, y - h + cut);
    ctx.lineTo(x + w, y + h);
    ctx.lineTo(x - w, y + h);
    ctx.closePath();
  };
  const lines = (ctx, x, y, size) => {
    ctx.beginPath();
    for (const down of [0, 0.45]) {
      ctx.moveTo(x - size * 0.45, y + size * down);
      ctx.lineTo(x + size * 0.45, y + size * down);
    }
    ctx.strokeStyle = kgTheme.ground();
    ctx.lineWidth = size / 7;
    ctx.stroke();
  };
  const ring = (ctx, x, y, size) => {
    ctx.beginPath();
    ctx.arc(x, y, size * 0.9, 0, 2 * Math.PI);
    ctx.closePath();
  };
  const core = (ctx, x, y, size) => {
    ctx.beginPath();
    ctx.arc(x, y, size * 0.64, 0, 2 * Math.PI);
    ctx.strokeStyle = kgTheme.ground();
    ctx.lineWidth = size / 5;
    ctx.stroke();
  };
  const outlines = { tablet, page: sheet, target: ring }, insides = { page: lines, target: core };
  const cells = { ring: null, tick: "agree", cross: "disagree", equals: "mixed" };
  const cell = (ctx, x, y, size, shape, colour, inferred) => {
    ctx.beginPath();
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    ctx.closePath();
    ctx.fillStyle = shape === "ring" ? kgTheme.ground() : colour;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.fill();
    ctx.stroke();
    if (cells[shape]) badge(ctx, x, y, Math.min(size, 10), cells[shape], colour);
    if (!inferred) return;
    ctx.beginPath();
    ctx.arc(x, y, size + 4, 0, 2 * Math.PI);
    ctx.closePath();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  const renderer = (shape, inferred) => ({ ctx, x, y, state, style }) => ({
    drawNode() {
      if (shape in cells) {
        ctx.globalAlpha *= style.opacity === undefined ? 1 : style.opacity;
        cell(ctx, x, y, style.size + (state.selected || state.hover ? 2 : 0), shape, style.color, inferred);
        return;
      }
      const hollow = shape === "hollow-bubble";
      ctx.globalAlpha *= style.opacity === undefined ? 1 : style.opacity;
      (outlines[shape] || bubble)(ctx, x, y, style.size);
      ctx.fillStyle = hollow ? kgTheme.ground() : style.color;
      ctx.strokeStyle = state.selected ? kgTheme.ink() : style.borderColor;
      ctx.lineWidth = state.selected || state.hover ? 3 : hollow ? 2 : 1.5;
      ctx.fill();
      ctx.stroke();
      if (insides[shape]) insides[shape](ctx, x, y, style.size);
    },
    nodeDimensions: { width: style.size * (shape === "tablet" ? 3 : shape === "page" ? 1.6 : 2.5), height: style.size * (shape === "page" ? 2 : 1.7) },
  });
  // A disc on a line that says by its sign how a speaker stands: a tick, a cross, an equals sign, or a dot where it is unclear.
  const SIGNS = {
    agree: [[-0.45, 0.03, -0.12, 0.37, 0.48, -0.34]],
    disagree: [[-0.4, -0.4, 0.4, 0.4], [0.4, -0.4, -0.4, 0.4]],
    mixed: [[-0.5, -0.27, 0.5, -0.27], [-0.5, 0.27, 0.5, 0.27]],
    unclear: [[0, 0, 0.01, 0]],
  };
  const badge = (ctx, x, y, size, polarity, colour) => {
    ctx.fillStyle = colour;
    ctx.strokeStyle = kgTheme.ground();
    ctx.lineCap = "round";
    ctx.lineWidth = size / 4;
    ctx.beginPath();
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    ctx.fill();
    for (const [startX, startY, ...rest] of SIGNS[polarity]) {
      ctx.beginPath();
      ctx.moveTo(x + size * startX, y + size * startY);
      for (let i = 0; i < rest.length; i += 2) ctx.lineTo(x + size * rest[i], y + size * rest[i + 1]);
      ctx.stroke();
    }
  };
  return { renderer, badge };
})();
