// What a page gains from scripting: theme choice, suggestions under a field, ranges that show their value, copy buttons.
// Every page works without it.
const root = document.documentElement;
root.classList.add("js");

const theme = localStorage.getItem("theme");
if (theme) root.dataset.theme = theme;
document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
});

document.addEventListener("input", (event) => {
  const range = event.target.closest("input[type=range]");
  const output = range?.parentElement.querySelector("output");
  if (output) output.textContent = range.value + (root.lang === "fr" ? "\u00a0%" : "%");
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
});

// A page that says what is wrong is read from there.
const wrong = document.querySelector("main .errors");
if (wrong) {
  wrong.tabIndex = -1;
  wrong.focus();
}

let pressed = false;
document.addEventListener("pointerdown", () => { pressed = true; }, true);
["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => { pressed = false; }));

// A combobox (ARIA 1.2) over the public search of communes or activities.
document.querySelectorAll("input[data-suggest]").forEach((input, index) => {
  const list = document.createElement("ul");
  list.className = "suggest hidden";
  list.role = "listbox";
  list.id = `suggest-${index}`;
  input.after(list);
  Object.entries({ role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
  let items = [];
  let current = -1;
  let asked = 0;
  const close = () => {
    list.classList.add("hidden");
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    current = -1;
  };
  const mark = (to) => {
    current = (to + items.length) % items.length;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === current)));
    list.children[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `${list.id}-${current}`);
  };
  const choose = (item) => {
    input.value = item.value;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map((item, i) => {
      const li = document.createElement("li");
      li.role = "option";
      li.id = `${list.id}-${i}`;
      li.textContent = item.label;
      li.addEventListener("pointerdown", (e) => { e.preventDefault(); choose(item); });
      return li;
    }));
    list.classList.toggle("hidden", found.length === 0);
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  input.addEventListener("input", async () => {
    const query = input.value.trim();
    const turn = ++asked;
    if (query.length < 2) return close();
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(query)}&limit=8&lang=${document.documentElement.lang}`).catch(() => null);
    if (answer?.ok && turn === asked) show((await answer.json()).items.map(({ code, name, detail }) => ({ value: input.dataset.suggestName ? name : code, label: `${name}${detail ? ` (${detail})` : ""} · ${code}` })));
  });
  input.addEventListener("keydown", (event) => {
    if (list.classList.contains("hidden")) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(current + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(current - 1); }
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); choose(items[current]); }
    else if (event.key === "Escape") close();
  });
  // Closing moves what stands under the list: while a button is being pressed there, wait for the press to end.
  input.addEventListener("blur", () => (pressed ? document.addEventListener("pointerup", () => setTimeout(close), { once: true }) : close()));
});

// On a phone, a table wider than its box stands cell under cell, each after the name of its column: nothing to pull sideways.
// One where things are compared side by side keeps its columns.
const phone = matchMedia("(max-width: 36rem)");
// The style that gives a head its capital does not reach the words put before a cell.
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
function stack(within = document) {
  within.querySelectorAll(".scroll > table:not(.side)").forEach((table) => {
    // What was made to stand so without scripts is left as it is.
    if (table.querySelector("tr.led") || (table.matches(".pile") && !table.matches(".told"))) return;
    table.classList.remove("pile", "told");
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    if (!phone.matches || !heads.length || table.offsetWidth <= table.parentElement.clientWidth) return;
    // A head that nobody sees names nothing.
    const names = heads.flatMap((head) => Array(head.colSpan).fill(head.querySelector(".vh, input") ? "" : capital(head.textContent.trim())));
    for (const row of [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])].flatMap((part) => [...part.rows])) {
      let at = 0;
      for (const cell of row.cells) {
        if (cell.tagName === "TD" && cell.colSpan === 1 && names[at]) cell.dataset.head = names[at];
        at += cell.colSpan;
      }
    }
    table.classList.add("pile", "told");
  });
}
stack();
addEventListener("resize", () => stack());
document.fonts.ready.then(() => stack());
document.addEventListener("toggle", (event) => stack(event.target), true);
document.addEventListener("htmx:afterSettle", () => stack());

// The list leads, the map follows.
document.addEventListener("pointerover", (event) => {
  const id = event.target.closest("[data-site]")?.dataset.site;
  document.querySelectorAll("[data-site].on").forEach((el) => el.classList.remove("on"));
  if (id) document.querySelectorAll(`[data-site="${CSS.escape(id)}"]`).forEach((el) => el.classList.add("on"));
});

// One box ticks all those of its name.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-check-all]");
  if (all) all.form?.querySelectorAll(`input[name="${CSS.escape(all.dataset.checkAll)}"]`).forEach((box) => { box.checked = all.checked; });
});

// A board by keyboard: arrows between cards, "n" for a new sheet, "/" to search. Never while typing.
const board = document.querySelector("[data-board]");
if (board) document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/" || event.key === "n") {
    const target = document.querySelector(event.key === "/" ? "main input[type=search]" : "a[accesskey=n]");
    if (target) { event.preventDefault(); if (event.key === "/") target.focus(); else target.click(); }
    return;
  }
  const columns = [...board.querySelectorAll(".column")].map((column) => [...column.querySelectorAll("a.sheet")]).filter((cards) => cards.length);
  if (!columns.length || !["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) return;
  let column = columns.findIndex((cards) => cards.includes(document.activeElement));
  if (column < 0) { if (document.activeElement === board) { event.preventDefault(); columns[0][0].focus(); } return; }
  let row = columns[column].indexOf(document.activeElement);
  if (event.key === "ArrowUp") row -= 1;
  if (event.key === "ArrowDown") row += 1;
  if (event.key === "ArrowLeft") column -= 1;
  if (event.key === "ArrowRight") column += 1;
  const cards = columns[Math.max(0, Math.min(columns.length - 1, column))];
  event.preventDefault();
  cards[Math.max(0, Math.min(cards.length - 1, row))].focus();
});
