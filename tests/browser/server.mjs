// The real program on a free port, with a database of its own, and the words a test needs to drive it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const binary = process.env.REBOND_BINARY ?? join(root, "target/debug/rebond");
const data = process.env.REBOND_DATA ?? join(root, "target/test-reference");

/** Starts a server; `stop()` ends it and erases its database. */
export async function start() {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: cargo build -p rebond, or ./test`);
  if (!existsSync(join(data, "provenance.json"))) {
    const loaded = spawnSync(binary, ["load", "--packages", join(root, "ui/node_modules"), "--data", data], { encoding: "utf8" });
    if (loaded.status !== 0) throw new Error(`reference data: ${loaded.stderr}`);
  }
  if (!existsSync(join(data, "sectors/manifest.json"))) {
    const made = spawnSync(binary, ["generate", "sectors", "--data", data], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`invented jobs: ${made.stderr}`);
  }
  const folder = await mkdtemp(join(tmpdir(), "rebond-browser-"));
  // No test asks a public service: nobody listens there.
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--database", `sqlite:${join(folder, "rebond.db")}`, "--operator-key", join(folder, "operator.key"), "--data", data, "--services", "http://127.0.0.1:9", "--answers", join(folder, "answers")], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  child.stderr.on("data", (text) => { told += text; });
  const address = await new Promise((found, failed) => {
    let said = "";
    const late = setTimeout(() => failed(new Error(`the server said no address in 30 s: ${said}${told}`)), 30_000);
    child.stdout.on("data", (text) => {
      said += text;
      const match = /Rebond : (http:\S+)/.exec(said);
      if (match) { clearTimeout(late); found(match[1]); }
    });
    child.on("exit", (code) => { clearTimeout(late); failed(new Error(`the server ended with ${code}: ${told}`)); });
  });
  child.removeAllListeners("exit");
  child.on("exit", (code, signal) => console.error(`the server ended in the middle of the tests: ${code ?? signal}\n${told.slice(-2000)}`));
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
  return { address, stop, log: () => told, database: join(folder, "rebond.db"), operatorKey: join(folder, "operator.key") };
}

/** Puts invented content in the database of a server: what `rebond generate` makes, marked as such. */
export function invent(server, what) {
  const made = spawnSync(binary, ["generate", ...what, "--database", `sqlite:${server.database}`, "--data", data], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`generate ${what.join(" ")}: ${made.stderr}`);
}

/** Puts a list of sites in the database of a server, and waits until the server has seen it. */
export async function imported(server, csv) {
  const total = async () => (await (await fetch(`${server.address}/api/v1/sites?limit=1`)).json()).total;
  const before = await total();
  const file = `${server.database}.sites.csv`;
  await writeFile(file, csv);
  const done = spawnSync(binary, ["import", "sites", file, "--yes", "--database", `sqlite:${server.database}`, "--data", data], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`import sites: ${done.stderr}`);
  for (let n = 0; n < 80 && await total() === before; n += 1) await new Promise((later) => setTimeout(later, 250));
  if (await total() === before) throw new Error("the server never saw the list of sites");
}

/** Sends a form as a page without scripts would; gives the address it leads to, without its query. */
export async function post(address, path, fields) {
  const answer = await fetch(address + path, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 400)}`);
  return answer.headers.get("location").split("?")[0];
}

export const FIVE = { title: "Relocaliser un atelier d’emboutissage", "project.naf": "25.50B", "project.commune": "71076", "project.cost": "12 M€", "holder.kind": "company", "project.kind": "relocation", judged_on: "2020-09-15" };

/** A project told well enough for every station to answer: its path, "/projets/…". */
export async function project(address, fields = {}) {
  const path = await post(address, "/projets", { ...FIVE, ...fields });
  const facts = { "project.started": "non", "project.eligible_cost": "11 M€", "project.jobs_created": "48", "project.duration_months": "18", "holder.headcount": "120", "holder.turnover": "24 M€", "holder.balance_sheet": "18 M€", "site.needed": "oui", "site.area_ha": "4" };
  for (const [key, value] of Object.entries(facts)) await post(address, `${path}/questions/${key}`, { [key]: value });
  await post(address, `${path}/plan`, { do: "add", label: "Fonds propres", amount: "3 M€", funder: "holder", instrument: "own_funds", regime: "none", state: "granted" });
  return path;
}

/** A reading address of a project: "/projets/…". */
export async function share(address, path, label = "comité") {
  const answer = await fetch(`${address}${path}/partage`, { method: "POST", body: new URLSearchParams({ label }) });
  const found = /\/projets\/([0-9A-Za-z]{24})(?![0-9A-Za-z/])/g;
  const token = [...(await answer.text()).matchAll(found)].map((m) => m[1]).find((t) => !path.endsWith(t));
  if (!token) throw new Error("the reading address was not shown");
  return `/projets/${token}`;
}
