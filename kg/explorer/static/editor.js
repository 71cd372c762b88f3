// The SPARQL page with scripts: the editor of @zazuko/yasgui in place of the plain field, completing from the ontology
// and the data of this server. Answers come from the form itself, so that every answer has an address.
"use strict";
(() => {
  const field = document.getElementById("query");
  const form = document.getElementById("query-form");
  const place = document.getElementById("editor");
  const Yasqe = window.Yasgui && (window.Yasgui.Yasqe || (window.Yasgui.default && window.Yasgui.default.Yasqe));
  const GET_AT_MOST = 6000; // characters of an encoded query; a longer one is posted

  form.addEventListener("submit", (event) => {
    const posted = event.submitter && event.submitter.getAttribute("formmethod") === "post";
    if (!posted) form.method = encodeURIComponent(field.value).length > GET_AT_MOST ? "post" : "get";
  });
  if (!Yasqe) return;

  let known = null;
  const load = async () => {
    known ??= fetch("/query/completions.json").then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
    return known.catch(() => ({ prefixes: {}, terms: [] }));
  };
  const names = async (wanted) => (await load()).terms.filter((term) => term.kind === wanted).map((term) => term.iri);

  // Those that come with it ask other hosts; ours take their places. The one for variables asks nobody.
  for (const name of Object.keys(Yasqe.Autocompleters || {})) if (name !== "variables") delete Yasqe.Autocompleters[name];
  const completer = (name, kind, valid) => ({
    name,
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: valid,
    get: async (yasqe, token) => {
      const typed = ((token && (token.autocompletionString || token.string)) || "").trim();
      return (await names(kind)).filter((iri) => iri.startsWith(typed) || iri.startsWith(typed.replace(/^</, "")));
    },
    preProcessToken: (yasqe, token) => whole(token),
    postProcessSuggestion: (yasqe, token, suggested) => shortened(suggested),
  });
  let prefixes = {};
  load().then((told) => { prefixes = told.prefixes; });

  function whole(token) {
    const found = /^([A-Za-z][\w-]*):(.*)$/.exec(token.string);
    const completed = found && prefixes[found[1]] ? prefixes[found[1]] + found[2] : token.string.replace(/^</, "");
    return { ...token, autocompletionString: completed.trim(), tokenPrefix: found ? `${found[1]}:` : "" };
  }

  function shortened(iri) {
    let best = "";
    for (const [prefix, start] of Object.entries(prefixes)) if (iri.startsWith(start) && start.length > (prefixes[best] || "").length) best = prefix;
    return best ? `${best}:${iri.slice(prefixes[best].length)}` : `<${iri}>`;
  }

  const previous = (yasqe) => { const at = yasqe.getDoc().getCursor(); return yasqe.getPreviousNonWsToken(at.line, yasqe.getTokenAt(at)).string; };
  const isClass = (yasqe) => ["a", "rdf:type"].includes(previous(yasqe));
  try {
    Yasqe.registerAutocompleter(completer("class", "class", isClass), false);
    Yasqe.registerAutocompleter(completer("property", "property", (yasqe) => !isClass(yasqe)), false);
    Yasqe.defaults.autocompleters = ["class", "property", "variables"];
    const yasqe = new Yasqe(place, {
      value: field.value,
      persistenceId: null,
      showQueryButton: false,
      createShareableLink: null,
      resizeable: false,
      lineWrapping: true,
      viewportMargin: Infinity,
      requestConfig: { endpoint: "/sparql" },
      extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (editor) => editor.autocomplete && editor.autocomplete() },
    });
    place.hidden = false;
    field.hidden = true;
    field.setAttribute("aria-hidden", "true");
    yasqe.getInputField().setAttribute("aria-label", "Query; press Escape and then Tab to leave the editor");
    yasqe.getInputField().setAttribute("aria-describedby", "query-help");
    yasqe.setSize(null, "auto");
    yasqe.refresh();
    yasqe.on("change", () => { field.value = yasqe.getValue(); });
    // After Escape the next Tab leaves the editor, which does not get to see it; after any other key Tab indents again.
    let leaving = false;
    place.addEventListener("keydown", (event) => {
      if (event.key === "Tab" && leaving) event.stopImmediatePropagation();
      if (event.key !== "Shift") leaving = event.key === "Escape";
    }, true);
    window.kgEditor = yasqe;
  } catch (error) {
    place.hidden = true;
    field.hidden = false;
    console.warn("The editor cannot be shown; the plain field works.", error);
  }

  function run() { form.requestSubmit(document.getElementById("run")); }
})();
