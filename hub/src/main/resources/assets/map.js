/* Maps on the pages: Leaflet without tiles, filled from the hub's own GeoJSON.
 *
 *   <div class="map" data-label="Stops" data-geojson="/api/v1/queries/q/results?format=geojson">what stands there
 *   without JavaScript: a picture, a link, a sentence</div>
 *
 * data-label      what the map shows, for those who do not see it (required)
 * data-geojson    address of a FeatureCollection of this hub
 * data-backdrop   address of features drawn beneath in grey, which answer no click
 * data-bbox       present: the features of the window are fetched again, with &bbox=west,south,east,north
 * data-truncated  words shown when the collection says that it is not complete ("complete": false or a "next" link)
 * data-failed     words shown when the hub does not answer
 *
 * Links inside with data-layer are layers of their own: their text names it, href is its GeoJSON, and data-layer is one
 * of base, added, removed, changed. They stay links where there is no JavaScript.
 *
 * A feature is named by its property "label" (or "name"), leads to "href", and shows its other properties; a property
 * "change" of added, removed or changed gives it that colour.
 *
 * For scripts that hold features already: belfryMap.show(element, featureCollection) draws them, as often as called;
 * belfryMap.geometry(wkt) makes a GeoJSON geometry of a WKT literal's text, or null.
 * The list or table beside a map is its accessible equal; a page has both.
 */
(() => {
  "use strict";
  const COLOURS = { base: "#0a5a94", added: "#1a7a3c", removed: "#9a1b1b", changed: "#8a5a00" };
  const DASHES = { removed: "6 4" };
  const WAIT_MS = 250;
  const HIDDEN = ["label", "name", "href", "wkt"];
  const maps = new WeakMap();

  const text = (tag, content) => {
    const element = document.createElement(tag);
    element.textContent = content;
    return element;
  };

  function popup(feature) {
    const properties = feature.properties || {};
    const box = document.createElement("div");
    const name = properties.label || properties.name;
    if (name) {
      const heading = document.createElement("p");
      heading.className = "map-name";
      if (properties.href && String(properties.href).startsWith("/")) {
        const link = text("a", String(name));
        link.href = properties.href;
        heading.append(link);
      } else {
        heading.textContent = String(name);
      }
      box.append(heading);
    }
    const list = document.createElement("dl");
    Object.entries(properties)
      .filter(([key, value]) => !HIDDEN.includes(key) && value !== null && typeof value !== "object")
      .slice(0, 12)
      .forEach(([key, value]) => list.append(text("dt", key), text("dd", String(value).slice(0, 200))));
    if (list.children.length > 0) {
      box.append(list);
    }
    return box;
  }

  function layer(collection, kind) {
    // Features of a comparison say themselves what became of them.
    const of = (feature) => (feature.properties || {}).change || kind;
    const colour = (feature) => COLOURS[of(feature)] || COLOURS.base;
    return L.geoJSON(collection, {
      filter: (feature) => Boolean(feature.geometry),
      style: (feature) => ({ color: colour(feature), weight: 3, fillOpacity: 0.12, dashArray: DASHES[of(feature)] }),
      pointToLayer: (feature, position) =>
        L.circleMarker(position, {
          radius: 6,
          color: colour(feature),
          weight: 2,
          fillOpacity: 0.5,
          dashArray: DASHES[of(feature)],
        }),
      onEachFeature: (feature, drawn) => drawn.bindPopup(() => popup(feature), { maxHeight: 260 }),
    });
  }

  function open(element) {
    if (maps.has(element)) {
      return maps.get(element);
    }
    const links = [...element.querySelectorAll("a[data-layer]")];
    const fallback = document.createElement("div");
    fallback.hidden = true;
    fallback.append(...element.childNodes);
    const canvas = document.createElement("div");
    canvas.className = "map-canvas";
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", element.dataset.label || "");
    const sign = text("p", "");
    sign.className = "map-sign";
    sign.setAttribute("role", "status");
    sign.hidden = true;
    element.append(canvas, sign, fallback);
    element.classList.add("map-drawn");
    const french = document.documentElement.lang !== "en";
    const leaflet = L.map(canvas, {
      zoomControl: false,
      attributionControl: false,
      preferCanvas: true,
      minZoom: 3,
      maxZoom: 19,
      fadeAnimation: false,
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    L.control
      .zoom(
        french
          ? { zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }
          : { zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" })
      .addTo(leaflet);
    L.control.scale({ imperial: false }).addTo(leaflet);
    leaflet.createPane("backdrop").style.zIndex = 250;
    leaflet.setView([50.63, 3.06], 11);
    const state = { leaflet, sign, links, drawn: new Map(), fitted: false };
    maps.set(element, state);
    return state;
  }

  const say = (state, words) => {
    state.sign.textContent = words || "";
    state.sign.hidden = !words;
  };

  function fit(state) {
    const bounds = L.latLngBounds([]);
    state.drawn.forEach((each) => bounds.extend(each.getBounds()));
    if (bounds.isValid() && !state.fitted) {
      state.leaflet.fitBounds(bounds, { padding: [20, 20], maxZoom: 15, animate: false });
      state.fitted = true;
    }
  }

  function put(state, name, collection, kind) {
    state.drawn.get(name)?.remove();
    const drawn = layer(collection, kind);
    state.drawn.set(name, drawn);
    drawn.addTo(state.leaflet);
    return drawn;
  }

  const isPart = (collection) =>
    collection.complete === false || (collection.links || []).some((link) => link.rel === "next");

  async function fetched(address) {
    const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) {
      throw new Error(address + " answers " + answer.status);
    }
    return answer.json();
  }

  async function backdrop(state, address) {
    const collection = await fetched(address);
    const drawn = L.geoJSON(collection, {
      pane: "backdrop",
      interactive: false,
      renderer: L.canvas({ pane: "backdrop" }),
      filter: (feature) => Boolean(feature.geometry),
      style: { color: "#7b8a97", weight: 1, fillColor: "#dfe7ec", fillOpacity: 0.6 },
      pointToLayer: (feature, position) => L.circleMarker(position, { radius: 2 }),
    }).addTo(state.leaflet);
    if (!state.fitted && drawn.getBounds().isValid()) {
      state.leaflet.fitBounds(drawn.getBounds(), { animate: false });
    }
  }

  async function fill(element) {
    const state = open(element);
    const words = element.dataset;
    const inWindow = "bbox" in words;
    const load = async (address, name, kind, box) => {
      const url = box ? address + (address.includes("?") ? "&" : "?") + "bbox=" + box : address;
      const collection = await fetched(url);
      const drawn = put(state, name, collection, kind);
      say(state, isPart(collection) ? words.truncated : "");
      return drawn;
    };
    const all = async () => {
      const jobs = [];
      if (words.backdrop) {
        jobs.push(backdrop(state, words.backdrop));
      }
      if (words.geojson) {
        jobs.push(load(words.geojson, "", "base"));
      }
      const overlays = {};
      state.links.forEach((link) =>
        jobs.push(load(link.href, link.textContent, link.dataset.layer).then((drawn) => {
          overlays[link.textContent] = drawn;
        })));
      await Promise.all(jobs);
      if (state.links.length > 1) {
        L.control.layers(null, overlays, { collapsed: false }).addTo(state.leaflet);
      }
      fit(state);
    };
    try {
      await all();
    } catch (failure) {
      say(state, words.failed || "");
      return;
    }
    if (inWindow && words.geojson) {
      let timer = 0;
      state.leaflet.on("moveend", () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const bounds = state.leaflet.getBounds();
          const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
            .map((degrees) => degrees.toFixed(5))
            .join(",");
          load(words.geojson, "", "base", box).catch(() => say(state, words.failed || ""));
        }, WAIT_MS);
      });
    }
  }

  /* WKT of GeoSPARQL in CRS84, without Z and M. */
  function geometry(wkt) {
    const parsed = /^\s*(?:<[^>]*CRS84>)?\s*([A-Za-z]+)\s*(\(.*\))\s*$/s.exec(wkt);
    const kinds = {
      POINT: "Point",
      LINESTRING: "LineString",
      POLYGON: "Polygon",
      MULTIPOINT: "MultiPoint",
      MULTILINESTRING: "MultiLineString",
      MULTIPOLYGON: "MultiPolygon",
    };
    const type = parsed && kinds[parsed[1].toUpperCase()];
    if (!type) {
      return null;
    }
    const json = parsed[2]
      .replace(/\(/g, "[")
      .replace(/\)/g, "]")
      .replace(/(-?[\d.]+(?:[eE][-+]?\d+)?)\s+(-?[\d.]+(?:[eE][-+]?\d+)?)/g, "[$1,$2]");
    try {
      const coordinates = JSON.parse(json);
      if (type === "Point") {
        return { type, coordinates: coordinates[0] };
      }
      if (type === "MultiPoint") {
        return { type, coordinates: coordinates.map((each) => (Array.isArray(each[0]) ? each[0] : each)) };
      }
      return { type, coordinates };
    } catch (unreadable) {
      return null;
    }
  }

  window.belfryMap = {
    show(element, collection) {
      const state = open(element);
      state.fitted = false;
      put(state, "", collection, "base");
      say(state, isPart(collection) ? element.dataset.truncated : "");
      fit(state);
      if (element.dataset.backdrop && !state.backed) {
        state.backed = true;
        // A map without its background is still a map.
        backdrop(state, element.dataset.backdrop).catch(() => {});
      }
    },
    geometry,
  };

  document.querySelectorAll(".map[data-geojson], .map:has(a[data-layer])").forEach(fill);
})();
