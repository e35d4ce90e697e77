// Bundles the scripts and styles of the pages into ui/dist, which the server embeds. Nothing remote: fonts, map
// library and styles are all served from here.
import { build } from "esbuild";
import { cp, mkdir, rm } from "node:fs/promises";

const here = (path) => new URL(path, import.meta.url).pathname;

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist/fonts"), { recursive: true });
for (const weight of [400, 500, 600]) {
  for (const subset of ["latin", "latin-ext"]) {
    const file = `ibm-plex-sans-${subset}-${weight}-normal.woff2`;
    await cp(here(`node_modules/@fontsource/ibm-plex-sans/files/${file}`), here(`dist/fonts/${file}`));
  }
}
await build({
  entryPoints: { app: here("src/app.js"), map: here("src/map.js"), rebond: here("styles/rebond.css"), theme: here("styles/theme.css") },
  outdir: here("dist"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  external: ["./fonts/*"],
  logLevel: "info",
});
await build({ entryPoints: { "map-worker": here("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs") }, outdir: here("dist"), bundle: true, minify: true, format: "esm", target: "es2022" });
await cp(here("node_modules/htmx.org/dist/htmx.min.js"), here("dist/htmx.js"));
await cp(here("src/icon.svg"), here("dist/icon.svg"));
