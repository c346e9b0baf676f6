/* An answer to a query, shown as a table, on a map beside its list, as a chart, and raw.
 *
 * belfryAnswer(element) takes the panel of answer-parts.html, whose data- attributes hold the words, and gives
 *   say(kind, words)           the line above the answer; kind is whole, cut, fault or wait
 *   show(answer, table)        draws { columns, rows, complete, raw, csv }; a row is a list of SPARQL JSON terms or null;
 *                              table, when given, is what the view "table" shows instead of a new one, and load()
 *                              then brings the rows when a view needs them
 *   clear()
 */
(() => {
  "use strict";
  const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NUMBERS = ["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "short", "byte"];
  const ROWS_FIRST = 100;
  const ROWS_MORE = 500;
  const TEXT_MAX = 160;
  const RAW_MAX = 400000;
  const BARS_MAX = 60;
  /* The city's own areas under the map: there are no tiles. */
  const BACKDROP = "/api/v1/queries/areas/results?format=geojson&limit=1000";

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };

  const isGeometry = (term) => Boolean(term) && term.datatype === WKT;
  const isNumber = (term) =>
    Boolean(term) && NUMBERS.some((name) => term.datatype === XSD + name) && Number.isFinite(Number(term.value));

  function words(element) {
    const pairs = (element.dataset.prefixes || "").trim().split(/\s+/);
    const prefixes = [];
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      prefixes.push([pairs[i], pairs[i + 1]]);
    }
    return { ...element.dataset, prefixList: prefixes };
  }

  /* As PageLinks does it: the hub's own page where it has one. */
  function address(iri, base) {
    const entities = base + "/id/";
    if (iri.startsWith(entities + "dataset/")) {
      return "/dataset/" + iri.slice((entities + "dataset/").length);
    }
    if (iri.startsWith(entities)) {
      return "/doc/" + iri.slice(entities.length);
    }
    const ownTerms = { "https://w3id.org/belfry/ont#": "/vocab/", "https://w3id.org/belfry/code/": "/code/" };
    for (const [namespace, path] of Object.entries(ownTerms)) {
      if (iri.startsWith(namespace)) {
        return path + iri.slice(namespace.length);
      }
    }
    return /^https?:\/\//.test(iri) ? iri : "";
  }

  function shortened(iri, prefixes) {
    for (const [prefix, namespace] of prefixes) {
      const rest = iri.slice(namespace.length);
      if (iri.startsWith(namespace) && rest !== "") {
        return prefix + ":" + rest;
      }
    }
    return iri;
  }

  const cut = (text) => (text.length <= TEXT_MAX ? text : text.slice(0, TEXT_MAX) + "…");

  function shown(term, said) {
    if (!term) {
      return "";
    }
    if (term.type === "uri") {
      const name = shortened(term.value, said.prefixList);
      const href = address(term.value, said.base || "");
      return href ? make("a", { href }, name) : name;
    }
    if (term.type === "bnode") {
      return "_:" + term.value;
    }
    const text = cut(String(term.value));
    return term["xml:lang"] ? make("span", { lang: term["xml:lang"] }, text) : text;
  }

  function table(answer, said) {
    const body = make("tbody");
    let next = 0;
    const add = (count) => {
      answer.rows.slice(next, next + count).forEach((row) =>
        body.append(make("tr", {}, ...row.map((term) =>
          make("td", isNumber(term) ? { class: "number" } : {}, shown(term, said))))));
      next += count;
    };
    add(ROWS_FIRST);
    const head = make("thead", {}, make("tr", {}, ...answer.columns.map((name) => make("th", { scope: "col" }, name))));
    const view = make("div", {}, make(
      "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": said.answer }, make("table", {}, head, body)));
    if (next < answer.rows.length) {
      const more = make("button", { type: "button", class: "second" }, said.more);
      more.addEventListener("click", () => {
        add(ROWS_MORE);
        if (next >= answer.rows.length) {
          more.remove();
        }
      });
      view.append(more);
    }
    return view;
  }

  /* Rows with a geometry as features: named by a column that sounds like a name, else by the first text. */
  function features(answer, said) {
    const geometryAt = answer.columns.findIndex((name, at) => answer.rows.some((row) => isGeometry(row[at])));
    if (geometryAt < 0) {
      return [];
    }
    const isText = (at) => answer.rows.some((row) => row[at] && row[at].type === "literal" && !isGeometry(row[at]));
    const columns = answer.columns.map((name, at) => at).filter((at) => at !== geometryAt);
    const named = columns.find((at) => /name|label|title/i.test(answer.columns[at]) && isText(at));
    const nameAt = named ?? columns.find(isText) ?? columns[0];
    const thingAt = columns.find((at) => answer.rows.some((row) =>
      row[at] && row[at].type === "uri" && address(row[at].value, said.base || "").startsWith("/doc/")));
    return answer.rows.filter((row) => isGeometry(row[geometryAt])).map((row) => {
      const properties = {};
      const text = (at) => (row[at] ? cut(row[at].type === "uri" ? shortened(row[at].value, said.prefixList) : row[at].value) : "");
      properties.label = (nameAt === undefined ? "" : text(nameAt)) || "–";
      if (thingAt !== undefined && row[thingAt]) {
        properties.href = address(row[thingAt].value, said.base || "");
      }
      columns.filter((at) => at !== nameAt && at !== thingAt && row[at])
        .forEach((at) => { properties[answer.columns[at]] = text(at); });
      return { type: "Feature", geometry: window.belfryMap.geometry(row[geometryAt].value), properties };
    });
  }

  function map(answer, said) {
    const found = features(answer, said);
    if (found.length === 0) {
      return { node: make("p", { class: "note" }, said.noMap) };
    }
    const drawing = make("div", {
      class: "map",
      "data-label": said.map,
      "data-truncated": said.cutWords || "",
      "data-backdrop": BACKDROP,
    });
    const list = make("ol", { class: "map-list" });
    found.slice(0, ROWS_MORE).forEach(({ properties }) => {
      const name = properties.href ? make("a", { href: properties.href }, properties.label) : properties.label;
      const rest = Object.entries(properties).filter(([key]) => key !== "label" && key !== "href")
        .map(([key, value]) => key + " " + value).join(", ");
      list.append(make("li", {}, name, rest ? make("span", { class: "note" }, " " + rest) : ""));
    });
    const beside = make("div", { class: "map-beside", tabindex: "0", role: "region", "aria-label": said.list },
      make("h3", {}, said.list), list);
    return {
      node: make("div", { class: "map-and-list" }, drawing, beside),
      onAttached: () => window.belfryMap.show(
        drawing, { type: "FeatureCollection", features: found, complete: answer.complete }),
    };
  }

  function choice(id, label, options, chosen) {
    const select = make("select", { id });
    options.forEach(([value, text]) => select.append(new Option(text, value, false, value === chosen)));
    return { select, node: make("div", {}, make("label", { for: id }, label), select) };
  }

  function chart(answer, said) {
    const numeric = answer.columns.map((name, at) => at)
      .filter((at) => answer.rows.some((row) => isNumber(row[at])) && answer.rows.every((row) => !row[at] || isNumber(row[at])));
    if (numeric.length === 0) {
      return { node: make("p", { class: "note" }, said.noChart) };
    }
    const others = answer.columns.map((name, at) => at)
      .filter((at) => !answer.rows.some((row) => isGeometry(row[at])));
    const across = others.find((at) => !numeric.includes(at) && answer.rows.some((row) => row[at] && row[at].type === "literal"))
      ?? others.find((at) => !numeric.includes(at)) ?? numeric[0];
    const up = numeric.find((at) => at !== across) ?? numeric[0];
    const named = (list) => list.map((at) => [String(at), answer.columns[at]]);
    const x = choice("chart-across", said.across, named(others), String(across));
    const y = choice("chart-up", said.up, named(numeric), String(up));
    const kinds = [["bar", said.bars], ["line", said.line]];
    const kind = choice("chart-kind", said.kind, kinds, answer.rows.length > BARS_MAX ? "line" : "bar");
    const canvas = make("div", { class: "chart" });
    const node = make("div", {}, make("div", { class: "ask-row" }, kind.node, x.node, y.node), canvas);
    let drawn = null;
    const draw = () => {
      const text = (term) => (term ? (term.type === "uri" ? shortened(term.value, said.prefixList) : cut(String(term.value))) : "");
      const style = getComputedStyle(document.documentElement);
      const room = canvas.clientWidth / Math.max(1, answer.rows.length);
      const number = (value) => value.toLocaleString(document.documentElement.lang);
      drawn.setOption({
        aria: { enabled: true },
        animation: false,
        color: [style.getPropertyValue("--link").trim()],
        textStyle: { fontFamily: style.fontFamily },
        grid: { containLabel: true, left: 8, right: 16, top: 32, bottom: 8 },
        // Text on the canvas: the policy of the hub allows no style in markup.
        tooltip: { trigger: "axis", renderMode: "richText", confine: true },
        xAxis: { type: "category", data: answer.rows.map((row) => text(row[x.select.value])), axisLabel: { rotate: room < 90 ? 45 : 0, width: Math.max(100, room - 12), overflow: "truncate" } },
        yAxis: { type: "value", axisLabel: { formatter: number }, name: answer.columns[y.select.value], nameTextStyle: { align: "left" } },
        series: [{
          type: kind.select.value,
          name: answer.columns[y.select.value],
          data: answer.rows.map((row) => (row[y.select.value] ? Number(row[y.select.value].value) : null)),
        }],
      }, true);
    };
    return {
      node,
      onAttached: () => {
        drawn = window.echarts.init(canvas, null, { renderer: "canvas" });
        [x, y, kind].forEach((each) => each.select.addEventListener("change", draw));
        new ResizeObserver(() => drawn.resize()).observe(canvas);
        draw();
      },
    };
  }

  const raw = (answer) => {
    const text = answer.raw.length <= RAW_MAX ? answer.raw : answer.raw.slice(0, RAW_MAX) + "\n…";
    return { node: make("pre", { tabindex: "0" }, make("code", {}, text)) };
  };

  window.belfryAnswer = (element) => {
    const said = words(element);
    const status = element.querySelector(".answer-status");
    const body = element.querySelector("#answer-body");
    const clear = () => body.replaceChildren();
    return {
      said,
      clear,
      say(kind, text) {
        element.hidden = false;
        status.className = "answer-status " + kind;
        status.textContent = text;
      },
      show(answer, ownTable) {
        clear();
        const views = answer.columns
          ? [["table", () => ({ node: ownTable || table(answer, said) })], ["map", () => map(answer, said)], ["chart", () => chart(answer, said)]]
          : [];
        if (answer.raw) {
          views.push(["raw", () => raw(answer)]);
        }
        const bar = make("div", { class: "views", role: "group", "aria-label": said.views });
        const place = make("div", { class: "view" });
        const buttons = views.map(([name, view]) => {
          const button = make("button", { type: "button", "aria-pressed": "false", "data-view": name }, said[name]);
          button.addEventListener("click", async () => {
            buttons.forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
            if (answer.load && name !== "table") {
              const load = answer.load;
              delete answer.load;
              Object.assign(answer, await load());
            }
            if (button.getAttribute("aria-pressed") !== "true") {
              return;
            }
            const drawn = view();
            place.replaceChildren(drawn.node);
            drawn.onAttached?.();
          });
          return button;
        });
        bar.append(...buttons);
        if (answer.csv) {
          bar.append(make("a", { href: answer.csv, download: "" }, said.csv));
        }
        body.append(bar, place);
        element.hidden = false;
        buttons[0]?.click();
      },
    };
  };

  /* Terms of SPARQL JSON by column; an unbound one is null. */
  window.belfryAnswer.rows = (json) => ({
    columns: json.head.vars,
    rows: json.results.bindings.map((row) => json.head.vars.map((name) => row[name] || null)),
  });

  document.querySelectorAll("pre[data-snippet]").forEach((pre) => {
    const said = document.getElementById("answer")?.dataset || {};
    const button = make("button", { type: "button", class: "second copy-button" }, said.copy || "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
        button.textContent = said.copied || "✓";
      } catch (refused) {
        // No right to the clipboard: the text is marked, and the reader copies it.
        getSelection().selectAllChildren(pre);
      }
      setTimeout(() => { button.textContent = said.copy || "Copy"; }, 2000);
    });
    pre.after(button);
  });
})();
