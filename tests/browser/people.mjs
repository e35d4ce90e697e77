// People with their rights, written beside the server: what an administrator would do, without their hands.
import { createHash, randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const token = () => [...randomBytes(24)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
const id = () => randomBytes(16).toString("hex");

const WRITE = `
import json, sqlite3, sys
told = json.load(sys.stdin)
base = sqlite3.connect(told["database"], timeout=30)
with base:
    for sql, values in told["rows"]:
        base.execute(sql, values)
`;

/** Somebody with one right: { name, cookie }. `scope` "own" is their own organisation. */
export function person(database, name, role, scope) {
  const [organisation, person, session] = [id(), id(), token()];
  const now = Date.now() * 1000;
  const rows = [
    ["INSERT INTO organisation (id, kind, name, created_at) VALUES (?, 'company', ?, ?)", [organisation, name, now]],
    ["INSERT INTO person (id, email, name, created_at) VALUES (?, ?, ?, ?)", [person, `${person}@exemple.fr`, name, now]],
    ["INSERT INTO person_right (id, person_id, organisation_id, role, scope, given_at, given_by) VALUES (?, ?, ?, ?, ?, ?, 'test')", [id(), person, organisation, role, scope === "own" ? `organisation:${organisation}` : scope, now]],
    ["INSERT INTO person_session (id_hash, person_id, device, created_at, last_seen_at, expires_at) VALUES (?, ?, 'test', ?, ?, ?)", [createHash("sha256").update(session).digest("hex"), person, now, now, now + 3_600_000_000]],
  ];
  const written = spawnSync("python3", ["-c", WRITE], { input: JSON.stringify({ database, rows }), encoding: "utf8" });
  if (written.status !== 0) throw new Error(`${name}: ${written.stderr}`);
  return { name, cookie: session };
}

/** The operator of the server, signed in with the key of the server: { name, cookie, key }, `key` the name of the cookie. */
export async function operator(server) {
  const key = readFileSync(server.operatorKey, "utf8").trim();
  const answer = await fetch(`${server.address}/operateur`, { method: "POST", redirect: "manual", body: new URLSearchParams({ key }) });
  const cookie = /rebond_operator=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  if (!cookie) throw new Error(`the operator was not let in: ${answer.status}`);
  return { name: "Exploitant", cookie, key: "rebond_operator" };
}

/** The cookie of somebody, for a browser. */
export const cookie = (server, who) => ({ name: who.key ?? "rebond_session", value: who.cookie, url: server.address });
