// The interactive map of sites, beside the list that says the same. All its data come from this server; place names are
// drawn with the page's own font, so no glyph server is asked.
import * as maplibregl from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";

let map = null;
const country = [[-5.3, 41.2], [9.8, 51.2]];
const framed = { padding: 12 };
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const webgl = () => document.createElement("canvas").getContext("webgl2") !== null;

/** Names of towns, the most populated first; a commune whose own place is not known is not named on the map. */
const towns = () => ({
  id: "towns", type: "symbol", source: "places", "source-layer": "communes", minzoom: 4.5,
  filter: ["all", ["!", ["get", "approximate"]], [">=", ["get", "population"], ["step", ["zoom"], 200000, 6, 80000, 7, 40000, 8, 15000, 9, 4000, 10, 0]]],
  layout: { "text-field": ["get", "name"], "text-font": ["IBM Plex Sans"], "text-size": 12, "symbol-sort-key": ["-", ["get", "population"]] },
  paint: { "text-color": colour("--ink-soft"), "text-halo-color": colour("--surface"), "text-halo-width": 1.2 },
});

/** All the sites while they are few, gathered until they can be told apart; else the tiles of those that the page shows. */
const sites = (box) => (box.dataset.tiles
  ? { type: "vector", tiles: [location.origin + box.dataset.tiles], maxzoom: 12 }
  : { type: "geojson", data: box.dataset.sites, cluster: box.dataset.cluster === "yes", clusterRadius: 42, clusterMaxZoom: 10 });

/** A sign that stands for several sites. In a tile every sign says how many it stands for, be it one. */
const several = [">", ["coalesce", ["get", "point_count"], 0], 1];

/** What differs in the layers of the sites: tiles name their layer, gather by small squares, and tell labels in words. */
const looks = (box) => (box.dataset.tiles
  ? { from: { source: "sites", "source-layer": box.dataset.layer }, size: ["step", ["get", "point_count"], 3, 5, 4, 50, 6], recent: ["in", "2020", ["coalesce", ["get", "labels"], ""]] }
  : { from: { source: "sites" }, size: ["step", ["get", "point_count"], 13, 50, 17, 500, 22], recent: ["get", "label2020"] });

const style = (box, { from, size, recent } = looks(box)) => ({
  version: 8,
  sources: {
    land: { type: "geojson", data: box.dataset.land },
    departments: { type: "geojson", data: box.dataset.departments, attribution: box.dataset.attribution },
    ...(box.dataset.places && { places: { type: "vector", tiles: [location.origin + box.dataset.places], maxzoom: 12 } }),
    sites: sites(box),
  },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": colour("--paper") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--surface"), "fill-outline-color": colour("--rule") } },
    { id: "departments", type: "fill", source: "departments", paint: { "fill-color": colour("--sunken") } },
    { id: "borders", type: "line", source: "departments", paint: { "line-color": colour("--rule-strong"), "line-width": 0.7 } },
    ...(box.dataset.places ? [towns()] : []),
    { id: "clusters", type: "circle", ...from, filter: several, paint: { "circle-radius": size, "circle-color": colour("--petrol"), "circle-opacity": 0.85, "circle-stroke-color": colour("--surface"), "circle-stroke-width": 1.5 } },
    // The small squares of tiles leave no room for figures: the page counts the sites beside the map.
    ...(box.dataset.tiles ? [] : [{ id: "counts", type: "symbol", ...from, filter: several, layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": ["IBM Plex Sans"], "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colour("--surface") } }]),
    { id: "sites", type: "circle", ...from, filter: ["!", several], paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, box.dataset.tiles ? 3 : 5, 9, box.dataset.tiles ? 6 : 10], "circle-color": ["case", recent, colour("--accent"), colour("--petrol")], "circle-stroke-color": colour("--surface"), "circle-stroke-width": 1.5 } },
    { id: "names", type: "symbol", ...from, minzoom: 7, filter: ["!", several], layout: { "text-field": ["get", "name"], "text-font": ["IBM Plex Sans"], "text-size": 13, "text-offset": [0, 1.1], "text-anchor": "top" }, paint: { "text-color": colour("--ink"), "text-halo-color": colour("--surface"), "text-halo-width": 1.5 } },
  ],
});

/** Draws the map of the page as it stands; a filter replaces the box, and the map with it. */
function draw() {
  const box = document.getElementById("map");
  if (box?.hasChildNodes()) return;
  map?.remove();
  map = null;
  if (!box || !webgl()) return;
  maplibregl.setWorkerUrl(box.dataset.worker);
  // Shown before it is built: the map measures its box to frame the country.
  box.classList.remove("hidden");
  document.getElementById("map-still")?.classList.add("hidden");
  map = new maplibregl.Map({ container: box, style: style(box), bounds: country, fitBoundsOptions: framed, attributionControl: { compact: true }, maxZoom: 12 });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  // A box that narrows, as a phone that is turned, keeps the country whole until the reader goes elsewhere.
  let untouched = true;
  map.on("movestart", ({ originalEvent }) => { untouched &&= !originalEvent; });
  map.on("resize", () => { if (untouched) map.fitBounds(country, { ...framed, animate: false }); });
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-label", box.dataset.label);
  map.on("click", "sites", ({ features: [{ properties: { link, id } }] }) => { location.href = link ?? `${box.dataset.pages}/${encodeURIComponent(id)}`; });
  map.on("click", "clusters", async ({ features: [group] }) => {
    // Of a tile, nothing tells from where its sites stand apart: two steps nearer at a time.
    const zoom = box.dataset.tiles ? map.getZoom() + 2 : await map.getSource("sites").getClusterExpansionZoom(group.properties.cluster_id);
    untouched = false;
    map.easeTo({ center: group.geometry.coordinates, zoom });
  });
  map.on("mouseenter", "clusters", () => { canvas.style.cursor = "pointer"; });
  map.on("mouseleave", "clusters", () => { canvas.style.cursor = ""; });
  map.on("mouseenter", "sites", () => { canvas.style.cursor = "pointer"; });
  map.on("mouseleave", "sites", () => { canvas.style.cursor = ""; });
  const popup = new maplibregl.Popup({ closeButton: false, closeOnClick: false, offset: 12 });
  map.on("mousemove", "sites", ({ features: [site] }) => popup.setLngLat(site.geometry.coordinates).setText(`${site.properties.name} · ${site.properties.commune_name ?? site.properties.commune}`).addTo(map));
  map.on("mouseleave", "sites", () => popup.remove());
}

const recolour = () => map?.setStyle(style(document.getElementById("map")));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.addEventListener("click", () => setTimeout(recolour)));
// Once settled: until then the new box wears the classes of the old one, and those it came with, hidden, are put back after.
document.addEventListener("htmx:afterSettle", draw);
draw();
