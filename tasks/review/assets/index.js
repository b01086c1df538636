"use strict";
// The index: lists that are loaded in pieces, as many as are shown, and whole where something is looked for. What is in
// them is written as text, never as markup.
(() => {
  const AT_A_TIME = 100;
  const LISTS = ["documents", "agreements", "metrics"];
  const form = document.getElementById("filters");
  const table = document.getElementById("list");
  const state = document.getElementById("state");
  const more = document.getElementById("more");
  const entries = new Map(LISTS.map((name) => [name, []]));
  const loading = new Map();
  let shown = AT_A_TIME;
  let turn = 0;

  globalThis.qianyueList = ([name, number, some]) => { entries.get(name)[number] = some; };

  function script(path) {
    return new Promise((resolve, reject) => {
      const one = document.createElement("script");
      one.src = path;
      one.onload = () => { one.remove(); resolve(); };
      one.onerror = () => reject(new Error(`${path} is not there: the folder was not copied whole`));
      document.head.append(one);
    });
  }

  const sizeOf = (name) => Number(document.body.dataset[name]);
  const PIECE = Number(document.body.dataset.piece);

  function piece(name, number) {
    const path = `lists/${name}-${number}.js`;
    if (!loading.has(path)) loading.set(path, script(path));
    return loading.get(path);
  }

  // The first entries of a list: so many, or a few more.
  async function loaded(name, most = sizeOf(name)) {
    const pieces = Math.ceil(Math.min(most, sizeOf(name)) / PIECE);
    await Promise.all(Array.from({ length: pieces }, (_, number) => piece(name, number)));
    return entries.get(name).slice(0, pieces).flat();
  }

  // An entry of documents: id, title, source, date, site, agreements, metrics, quality, duplicate_of.
  const document_ = ([id, title, source, date, site, agreements, metrics, quality, repeats]) =>
    ({ id, title: title || source, source, date, site, agreements, metrics, quality, repeats, words: [id, title, source, site].join("\n").toLowerCase() });
  // An entry of rows: id, kind, status, date, region code, region, label, confidence, ids of documents.
  const row_ = (list) => ([id, kind, status, date, code, region, label, confidence, documents]) =>
    ({ list, id, kind, status, date, code, region, label, confidence, documents, words: [id, kind, label, region].join("\n").toLowerCase() });

  const asked = () => Object.fromEntries(new FormData(form));

  // A date may be partial (2021-12), a period (2021-01/2021-03), or without its year (XXXX-08-18).
  function isWithin(date, since, until) {
    if (!since && !until) return true;
    if (!date) return false;
    const [first, last = first] = date.split("/");
    if (first.startsWith("X") || last.startsWith("X")) return false;
    const begins = first + "-01-01".slice(first.length - 4), ends = last + "-12-31".slice(last.length - 4);
    return (!until || begins <= until) && (!since || ends >= since);
  }

  const holds = (words, wanted) => wanted.every((word) => words.includes(word));
  const split = (words) => words.toLowerCase().split(/\s+/).filter(Boolean);

  function isRowWanted(row, want) {
    const [list, kind] = want.kind ? want.kind.split(":") : ["", ""];
    return (
      (!list || (row.list === list && row.kind === kind)) &&
      (!want.region || (row.code || "").startsWith(want.region) || (row.region || "").includes(want.region)) &&
      (want.least === "" || row.confidence >= Number(want.least)) &&
      (want.most === "" || row.confidence <= Number(want.most))
    );
  }

  async function rowsOf(name, most) {
    return (await loaded(name, most)).map(row_(name));
  }

  const wantsAll = (want) => Object.entries(want).every(([name, value]) => name === "list" || value === "");

  async function found(want) {
    if (wantsAll(want)) return want.list === "documents" ? (await loaded("documents", shown)).map(document_) : rowsOf(want.list, shown);
    const words = split(want.words);
    const fits = (one) => holds(one.words, words) && isWithin(one.date, want.since, want.until);
    if (want.list !== "documents") return (await rowsOf(want.list)).filter((row) => isRowWanted(row, want) && fits(row));
    const documents = (await loaded("documents")).map(document_).filter(fits);
    if (!want.kind && !want.region && want.least === "" && want.most === "") return documents;
    // A document is wanted that supports a row that is.
    const lists = want.kind ? [want.kind.split(":")[0]] : ["agreements", "metrics"];
    const rows = (await Promise.all(lists.map((name) => rowsOf(name)))).flat().filter((row) => isRowWanted(row, want));
    const supporting = new Set(rows.flatMap((row) => row.documents));
    return documents.filter((one) => supporting.has(one.id));
  }

  const pathOf = (id, fragment) => `documents/${id.slice(1, 3)}/${id}.html${fragment ? `#${fragment}` : ""}`;

  function link(id, words, fragment) {
    const one = document.createElement("a");
    one.href = pathOf(id, fragment);
    one.textContent = words;
    return one;
  }

  function listOf(row) {
    if (row.documents.length < 2) return "1";
    const whole = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = row.documents.length;
    whole.append(summary);
    whole.addEventListener("toggle", () => {
      if (whole.childElementCount > 1) return;
      const list = document.createElement("ul");
      for (const id of row.documents) {
        const item = document.createElement("li");
        item.append(link(id, id, row.id));
        list.append(item);
      }
      whole.append(list);
    });
    return whole;
  }

  const COLUMNS = {
    documents: [
      ["document", (one) => link(one.id, one.title)], ["date", (one) => one.date], ["site", (one) => one.site],
      ["agreements", (one) => one.agreements], ["metrics", (one) => one.metrics], ["quality", (one) => one.quality],
      ["repeats", (one) => (one.repeats ? link(one.repeats, one.repeats) : "")], ["source", (one) => one.source],
    ],
    rows: [
      ["row", (row) => (row.documents.length ? link(row.documents[0], row.label || row.id, row.id) : row.label || row.id)],
      ["kind", (row) => row.kind], ["status", (row) => row.status], ["date", (row) => row.date], ["region", (row) => row.region],
      ["confidence", (row) => row.confidence.toFixed(2)], ["documents", listOf], ["id", (row) => row.id],
    ],
  };

  function cells(name, content, tag) {
    const cell = document.createElement(tag);
    cell.dataset.name = name;
    cell.append(content === null || content === undefined ? "" : content instanceof Node ? content : String(content));
    return cell;
  }

  function draw(all, list, n) {
    const columns = COLUMNS[list === "documents" ? "documents" : "rows"];
    const head = document.createElement("tr");
    head.append(...columns.map(([name]) => cells(name, name, "th")));
    table.tHead.replaceChildren(head);
    const body = all.slice(0, shown).map((one) => {
      const line = document.createElement("tr");
      line.append(...columns.map(([name, content]) => cells(name, content(one), "td")));
      return line;
    });
    table.tBodies[0].replaceChildren(...body);
    table.className = list;
    more.hidden = n <= shown;
    state.textContent = `${n.toLocaleString("en")} of ${sizeOf(list).toLocaleString("en")} ${list}` + (n > shown ? `, the first ${shown} shown` : "");
  }

  async function refresh() {
    const mine = ++turn;
    const want = asked();
    state.textContent = "loading …";
    try {
      const all = await found(want);
      if (mine === turn) draw(all, want.list, wantsAll(want) ? sizeOf(want.list) : all.length);
    } catch (error) {
      state.textContent = error.message;
    }
    if (mine === turn) document.documentElement.dataset.turn = mine;
  }

  function restart() {
    shown = AT_A_TIME;
    const want = Object.entries(asked()).filter(([name, value]) => value !== "" && !(name === "list" && value === "documents"));
    history.replaceState(null, "", want.length ? `#${new URLSearchParams(want)}` : location.pathname);
    refresh();
  }

  function open() {
    const name = location.hash.slice(1);
    form.reset();
    const id = /^([adm])[0-9a-f]{16}$/.exec(name);
    const want = id ? { list: { a: "agreements", d: "documents", m: "metrics" }[id[1]], words: name } : Object.fromEntries(new URLSearchParams(name));
    for (const [key, value] of Object.entries(want)) {
      if (form.elements.namedItem(key)) form.elements.namedItem(key).value = value;
    }
    if (!LISTS.includes(form.elements.namedItem("list").value)) form.elements.namedItem("list").value = "documents";
    shown = AT_A_TIME;
    refresh();
  }

  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(restart, 150); });
  form.addEventListener("reset", () => { clearTimeout(waiting); waiting = setTimeout(restart, 0); });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => { shown += AT_A_TIME; refresh(); });
  addEventListener("hashchange", open);
  open();
})();
