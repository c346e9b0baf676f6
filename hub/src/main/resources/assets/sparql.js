/* The SPARQL page: an editor in place of the text field, and the answer on the same page. */
(() => {
  "use strict";
  const IN_ADDRESS_MAX = 6000;
  const DEADLINES = { QUERY_DEADLINE: "deadline", HUB_BUSY: "busy", RESULT_TOO_LARGE: "tooLarge", QUERY_TOO_LONG: "tooLarge" };
  const form = document.getElementById("ask");
  const field = document.getElementById("query");
  const cancel = document.getElementById("cancel");
  const most = document.getElementById("most");
  /* A scenario in the address is asked instead of the city as it is. */
  const scenario = new URLSearchParams(location.search).get("scenario");
  const inScenario = scenario ? "&scenario=" + encodeURIComponent(scenario).replaceAll("'", "%27") : "";
  const panel = window.belfryAnswer(document.getElementById("answer"));
  const label = form.querySelector("label[for=query]");
  const keys = document.getElementById("editor-keys");
  let running = null;

  document.querySelectorAll(".with-script").forEach((each) => { each.hidden = false; });
  document.querySelectorAll(".without-script").forEach((each) => { each.hidden = true; });
  const savedText = document.getElementById("save-sparql");

  function prefixList() {
    const pairs = (form.dataset.prefixes || "").trim().split(/\s+/);
    const list = [];
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      list.push(pairs[i] + ": <" + pairs[i + 1] + ">");
    }
    return list.sort();
  }

  /* Completion from the hub's own prefixes and terms; as it comes, the editor would ask other hosts. */
  function completers(Yasqe) {
    const offer = (kind, name, values) =>
      Yasqe.forkAutocompleter(kind, { name, get: values, bulk: true, persistenceId: null });
    offer("prefixes", "hubPrefixes", prefixList());
    offer("class", "hubClasses", (form.dataset.classes || "").split(" "));
    offer("property", "hubProperties", (form.dataset.properties || "").split(" "));
    return ["hubPrefixes", "variables", "hubClasses", "hubProperties"];
  }

  function editor() {
    const Yasqe = window.Yasgui && window.Yasgui.Yasqe;
    if (!Yasqe) {
      return null;
    }
    const place = document.createElement("div");
    place.className = "editor";
    field.before(place);
    const yasqe = new Yasqe(place, {
      value: field.value,
      persistenceId: null,
      createShareableLink: null,
      consumeShareLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "auto",
      viewportMargin: Infinity,
      autocompleters: completers(Yasqe),
    });
    yasqe.setOption("extraKeys", {
      ...yasqe.getOption("extraKeys"),
      // Nobody is caught in the editor (WCAG 2.1.2): the browser moves on.
      Tab: false,
      "Shift-Tab": false,
      "Ctrl-S": false,
      "Ctrl-]": "indentMore",
      "Ctrl-[": "indentLess",
      "Ctrl-Enter": () => run(),
      "Cmd-Enter": () => run(),
    });
    const input = yasqe.getInputField();
    input.setAttribute("aria-label", label.textContent);
    input.setAttribute("aria-describedby", keys.id);
    label.addEventListener("click", (event) => {
      event.preventDefault();
      yasqe.focus();
    });
    place.querySelectorAll("textarea").forEach((each) => {
      each.setAttribute("aria-label", label.textContent);
    });
    keys.hidden = false;
    field.hidden = true;
    field.required = false;
    yasqe.on("change", () => {
      field.value = yasqe.getValue();
      changed();
    });
    return yasqe;
  }

  const filled = (words, rows, ms) =>
    words.replace("%rows%", rows.toLocaleString(document.documentElement.lang))
      .replace("%ms%", Math.round(ms).toLocaleString(document.documentElement.lang));

  const resultAddress = (query, format) =>
    "/sparql?query=" + encodeURIComponent(query) + inScenario + "&format=" + format;

  async function problem(answer) {
    let told = {};
    try {
      told = await answer.json();
    } catch (unreadable) {
      told = { status: answer.status };
    }
    const known = DEADLINES[told.code];
    panel.say("fault", [panel.said[known || "wrong"], told.fault ? syntax(told) : told.detail || ""].join(" ").trim());
  }

  /* Where the query is no SPARQL, in the language of the page. */
  function syntax(told) {
    const said = (name) => panel.said["syntax" + name[0].toUpperCase() + name.slice(1)];
    const known = { variable: said("variable"), iri: said("iri"), value: said("value") };
    const place = told.line ? said("place").replace("%line%", () => told.line).replace("%column%", () => told.column) : "";
    const what = said(told.fault).replace("%found%", () => told.found);
    const expected = told.expected.map((each) => known[each] || each).join(", ");
    return [place, what, expected && said("expected") + " " + expected].join(" ").trim();
  }

  function draw(answer, text, ms, query) {
    const type = answer.headers.get("Content-Type") || "";
    if (!type.includes("sparql-results+json")) {
      panel.say("whole", filled(panel.said.complete, text.split("\n").length, ms));
      panel.show({ raw: text });
      return;
    }
    const json = JSON.parse(text);
    if ("boolean" in json) {
      panel.say("whole", json.boolean ? panel.said.yes : panel.said.no);
      panel.show({ raw: text });
      return;
    }
    const rows = window.belfryAnswer.rows(json);
    const complete = answer.headers.get("Belfry-Complete") !== "false";
    const words = filled(complete ? panel.said.complete : panel.said.cut, rows.rows.length, ms);
    panel.said.cutWords = words;
    panel.say(complete ? "whole" : "cut", words);
    panel.show({ ...rows, complete, raw: text, csv: resultAddress(query, "csv") });
  }

  async function run() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const query = field.value;
    const parameters = new URLSearchParams({ query, limit: most.value });
    if (scenario) {
      parameters.set("scenario", scenario);
    }
    const inAddress = parameters.toString().length <= IN_ADDRESS_MAX;
    if (inAddress) {
      history.replaceState(null, "", "/sparql?edit=" + encodeURIComponent(query) + inScenario);
    }
    panel.clear();
    panel.say("wait", panel.said.running);
    cancel.hidden = false;
    const start = performance.now();
    let answer = null;
    try {
      answer = await fetch(inAddress ? "/sparql?" + parameters : "/sparql", {
        method: inAddress ? "GET" : "POST",
        body: inAddress ? undefined : parameters,
        headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
        signal: mine.signal,
      });
      if (!answer.ok) {
        await problem(answer);
        return;
      }
      const text = await answer.text();
      draw(answer, text, performance.now() - start, query);
    } catch (failure) {
      if (mine.signal.aborted) {
        if (running === mine) {
          panel.say("fault", panel.said.cancelled);
        }
      } else {
        // The answer had begun: what came of it is not shown, since it would look whole.
        panel.clear();
        panel.say("fault", answer ? panel.said.broken : panel.said.unreachable);
      }
    } finally {
      if (running === mine) {
        cancel.hidden = true;
      }
    }
  }

  function snippets(query) {
    const here = location.origin;
    const address = "/sparql" + inScenario.replace("&", "?");
    const csv = here + resultAddress(query, "csv").replaceAll("'", "%27");
    const python = query.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
    return {
      page: here + "/sparql?edit=" + encodeURIComponent(query) + inScenario,
      url: csv,
      curl: "curl --fail --header 'Accept: text/csv' --data-urlencode query@- '" + here + address + "' <<'SPARQL'\n"
        + query.trimEnd() + "\nSPARQL",
      python: 'import csv, io, urllib.parse, urllib.request\n\nquery = """' + python.trimEnd() + '\n"""\n'
        + 'request = urllib.request.Request("' + here + address + '", urllib.parse.urlencode({"query": query}).encode(),'
        + ' {"Accept": "text/csv"})\nwith urllib.request.urlopen(request) as answer:\n'
        + '    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))\nprint(len(rows), "rows")',
      r: 'query <- r"---(' + query.trimEnd() + ')---"\nrows <- read.csv(paste0("' + here
        + '/sparql?format=csv' + inScenario + '&query=", URLencode(query, reserved = TRUE)), fileEncoding = "UTF-8")\nprint(nrow(rows))',
    };
  }

  function changed() {
    const texts = snippets(field.value);
    document.querySelectorAll("pre[data-snippet] code").forEach((code) => {
      code.textContent = texts[code.parentElement.dataset.snippet] || "";
    });
    if (savedText) {
      savedText.value = field.value;
    }
  }

  editor();
  field.addEventListener("input", changed);
  changed();
  cancel.addEventListener("click", () => running?.abort());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
})();
