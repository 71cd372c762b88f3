// The side panel: words and source of what was chosen. Everything is put in as text, never as markup.
"use strict";
const kgPanel = (data, names, choose) => {
  const title = document.getElementById("panel-title"), body = document.getElementById("panel-body");
  const MOST = 60, FEW = 8;

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const bdi = (text) => element("bdi", {}, text);
  const nameButton = (id, more = "") => {
    const button = element("button", { type: "button", className: "name" }, bdi(names(id)), more);
    button.addEventListener("click", () => choose(id));
    return button;
  };
  const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  const quotation = (id, withSpeaker) => {
    const said = data.quotations[id];
    const words = element("blockquote", { dir: "auto" }, `“${said.words}”`);
    const kind = said.confidence === null ? data.kinds[said.kind].name : `${data.kinds[said.kind].name}, confidence ${said.confidence.toFixed(2)}`;
    const who = withSpeaker ? [nameButton(said.speaker), element("br", {})] : [];
    const source = element("p", { className: "source" }, ...who, bdi(said.place), element("br", {}), element("span", { className: "muted" }, kind));
    const remark = said.remark ? [element("p", { className: "source muted" }, said.remark)] : [];
    return element("div", { className: `quotation kind-${said.kind}` }, words, source, ...remark);
  };
  const quotations = (ids, withSpeaker) => {
    const shown = ids.slice(0, MOST).map((id) => quotation(id, withSpeaker));
    if (ids.length > MOST) shown.push(element("p", { className: "muted" }, `${plural(ids.length - MOST, "more statement")} in the table below.`));
    return shown;
  };
  const items = (parts) => element("ul", {}, ...parts.map((part) => element("li", {}, ...part)));
  const list = (heading, parts) => {
    if (!parts.length) return [];
    const rest = parts.length > FEW + 2 ? parts.slice(FEW) : [], made = [element("h3", {}, heading), items(parts.slice(0, parts.length - rest.length))];
    if (rest.length) made.push(element("details", {}, element("summary", {}, `${rest.length} more`), items(rest)));
    return made;
  };
  const fill = (heading, ...children) => {
    title.replaceChildren(heading);
    body.replaceChildren(...children);
    body.parentElement.scrollTop = 0;
  };
  const about = (hub) => {
    const measure = ["option", "target"].includes(data.kinds[hub.kind].role) ? "speaker" : "statement";
    return [
      element("p", { className: "muted" }, `${data.kinds[hub.kind].name} · ${plural(hub.count, measure)}`),
      ...(hub.remark ? [element("p", {}, hub.remark)] : []),
    ];
  };
  const iri = (text) => element("p", { className: "iri" }, bdi(text));

  // What is linked to a hub by pairs or leans, the most frequent first.
  const neighbours = (id) => data.edges
    .filter((edge) => edge.line === "pair" && (edge.from === id || edge.to === id))
    .map((edge) => [edge.from === id ? edge.to : edge.from, Object.values(edge.tally).reduce((a, b) => a + b, 0)])
    .concat(Object.values(data.cells).filter((one) => one.speaker === id || one.issue === id).map((one) => [one.speaker === id ? one.issue : one.speaker, one.count]))
    .sort((a, b) => b[1] - a[1])
    .map(([other, number]) => [nameButton(other), ` ${number}`]);
  const stance = (edge) => {
    const how = `${data.polarities[edge.polarity]} (${edge.inferred ? "inferred from what was said" : "stated"})`;
    const line = element("p", {}, nameButton(edge.from), ` ${how} `, nameButton(edge.to));
    return element("div", { className: `stance line-${edge.polarity}` }, line, ...quotations(edge.quotes, false));
  };

  const cell = (id) => {
    const { speaker, issue, count, sides } = data.cells[id];
    const own = Object.keys(data.quotations).filter((key) => data.quotations[key].speaker === speaker && data.quotations[key].issues.includes(issue));
    const left = own.length < count ? [element("p", { className: "muted" }, `${own.length} of ${plural(count, "statement")} in this page; the others were left out.`)] : [];
    fill(plural(count, "statement"), element("p", {}, nameButton(speaker), " about ", nameButton(issue)), element("p", {}, `Sides: ${sides}.`), ...quotations(own, false), ...left);
  };

  return {
    title,
    node(id) {
      if (data.cells[id]) {
        cell(id);
        return;
      }
      if (data.quotations[id]) {
        const said = data.quotations[id];
        fill("Statement", quotation(id, true), ...list(data.about.column, said.issues.map((issue) => [nameButton(issue)])), iri(said.iri));
        return;
      }
      const hub = data.hubs[id], isSpeaker = data.kinds[hub.kind].role === "speaker";
      const own = Object.keys(data.quotations).filter((key) => data.quotations[key].speaker === id || data.quotations[key].issues.includes(id));
      const leans = data.edges.filter((edge) => edge.line === "lean" && (edge.from === id || edge.to === id));
      const told = own.length ? [element("h3", {}, "Statements"), ...quotations(own, !isSpeaker)] : [];
      const left = !data.kinds[hub.kind].role.match(/option|target/) && !(leans.length && !data.ends.length) && own.length < hub.count ? [element("p", { className: "muted" }, `${own.length} of ${plural(hub.count, "statement")} in this page; the others were left out.`)] : [];
      const words = [...leans.map(stance), ...(leans.length && !data.ends.length ? [] : [...told, ...left])];
      fill(bdi(hub.name), ...about(hub), ...list(isSpeaker ? data.about.of : data.about.by, neighbours(id)), ...words, iri(hub.iri));
    },
    edge(edge) {
      if (edge.line === "lean") fill("Stance", stance(edge));
      else if (edge.line === "tie") fill("Link", element("p", {}, nameButton(edge.from), ` – ${edge.title} – `, nameButton(edge.to)));
      else {
        const own = Object.keys(data.quotations).filter((key) => data.quotations[key].speaker === edge.from && data.quotations[key].issues.includes(edge.to));
        const total = Object.values(edge.tally).reduce((a, b) => a + b, 0);
        const left = total > own.length ? [element("p", { className: "muted" }, `${plural(total - own.length, "statement")} of ${total} not in this page.`)] : [];
        fill(plural(total, "statement"), element("p", {}, nameButton(edge.from), ` ${data.about.line} `, nameButton(edge.to)), ...quotations(own, false), ...left);
      }
    },
    empty() {
      fill("Words and source", element("p", { className: "muted" }, "Choose a mark or a line in the picture, or a name in a table, to read the words and where they stand."));
    },
  };
};
