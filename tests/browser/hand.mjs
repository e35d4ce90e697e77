// Somebody's hand on plain forms: reads a page, finds the form of a button, keeps what the form already holds, sends it.
// What a browser without scripts does, quicker than a browser: it prepares the content that pages are looked at with.

const unescape = (text) => text.replace(/&#(x?)([0-9a-fA-F]+);/g, (_, hex, code) => String.fromCodePoint(parseInt(code, hex ? 16 : 10))).replace(/&quot;/g, "\"").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const said = (tag, name) => { const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag); return found ? unescape(found[1]) : null; };

/** What a form of the page would send untouched: hidden fields, typed values, chosen boxes, chosen options. */
function held(form) {
  const fields = [];
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const [name, type] = [said(tag, "name"), said(tag, "type") ?? "text"];
    if (!name || type === "file" || ((type === "checkbox" || type === "radio") && !/\schecked/.test(tag))) continue;
    fields.push([name, said(tag, "value") ?? ""]);
  }
  for (const [, open, options] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/(<option\b[^>]*>)([^<]*)/g)];
    const chosen = all.find(([, tag]) => /\sselected/.test(tag)) ?? all[0];
    if (chosen) fields.push([said(open, "name"), said(chosen[1], "value") ?? unescape(chosen[2].trim())]);
  }
  for (const [, open, text] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)) fields.push([said(open, "name"), unescape(text)]);
  return fields;
}

/** `who` as `person()` gives it; nobody is a visitor. */
export function hand(address, who) {
  const headers = who ? { cookie: `${who.key ?? "rebond_session"}=${who.cookie}` } : {};
  const get = async (path) => {
    const answer = await fetch(address + path, { headers, redirect: "follow" });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  };
  const send = async (path, body) => {
    const answer = await fetch(address + path, { method: "POST", headers, redirect: "manual", body });
    const text = await answer.text();
    if (answer.status !== 303 && answer.status !== 200) throw new Error(`${path}: ${answer.status} ${/class="errors"[\s\S]{0,600}/.exec(text)?.[0] ?? text.slice(0, 400)}`);
    return (answer.headers.get("location") ?? path).split("?")[0].split("#")[0];
  };
  return {
    get,
    send: (path, fields) => send(path, new URLSearchParams(fields)),
    /** Sends the form of `path` that holds `mark` (an attribute of its button or of itself), with `fields` in place of its own. */
    press: async (path, mark, fields = {}) => {
      const page = await get(path);
      const form = [...page.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([text]) => text).find((text) => /method="post"/.test(text) && text.includes(mark) && !text.includes("/connexion/quitter"));
      if (!form) throw new Error(`${path}: no form with ${mark}`);
      const kept = held(form).filter(([name]) => !(name in fields));
      const button = [...form.matchAll(/<button\b[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(mark)) ?? /<button\b[^>]*>/.exec(form)?.[0] ?? "";
      if (said(button, "name") && !(said(button, "name") in fields)) kept.push([said(button, "name"), said(button, "value") ?? ""]);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) kept.push([name, one]);
      return send(said(/<form\b[^>]*>/.exec(form)[0], "action") ?? path, new URLSearchParams(kept));
    },
    /** Gives a file to a form. */
    give: (path, name, bytes) => {
      const body = new FormData();
      body.append("file", new Blob([bytes]), name);
      return send(path, body);
    },
  };
}
