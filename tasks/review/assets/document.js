"use strict";
// The page of one document. It only ever shows, hides and marks what stands on the page: it writes no markup.
(() => {
  const KINDS = ["value", "party", "date", "place", "word", "mention", "figure", "agreement"];
  const GROUNDS = ["agreement", "figure"];
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const chosen = document.getElementById("chosen");
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("details.row")];
  const links = [...panel.querySelectorAll("a[data-p]")].map((link) => ({
    link, place: link.dataset.p, kind: link.dataset.k, name: link.getAttribute("href"), row: link.closest("details.row"),
  }));
  const segments = [...text.querySelectorAll("span[data-p]")].map((span) => ({ span, places: span.dataset.p.split(" ") }));
  const placeOf = new Map(links.map((one) => [one.name, one.place]));
  const nameOf = new Map(links.map((one) => [one.place, one.name]));
  let seen = new Map(); // for each place the kinds that are shown of it
  let marked = [];

  // Positions are code points; those of JavaScript are not.
  const nodes = (() => {
    let made = null;
    return () => {
      if (made) return made;
      made = [];
      const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      let start = 0;
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        made.push({ node, start });
        start += [...node.data].length;
      }
      return made;
    };
  })();

  function at(position, isEnd) {
    const all = nodes();
    let low = 0, high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isEnd ? all[middle].start < position : all[middle].start <= position) low = middle;
      else high = middle - 1;
    }
    const { node, start } = all[low];
    const before = [...node.data].slice(0, position - start).join("").length;
    return { node, offset: before };
  }

  function rangeOf(start, end) {
    const from = at(start, false), to = at(end, true);
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  function isSeen(one) {
    return !(one.row && one.row.hidden) && form.querySelector(`[name=mark][value=${one.kind}]`).checked;
  }

  function refresh() {
    const number = (name, otherwise) => (form.elements[name] && form.elements[name].value !== "" ? Number(form.elements[name].value) : otherwise);
    const least = number("least", 0), most = number("most", 1);
    const kind = form.elements.kind ? form.elements.kind.value : "";
    for (const row of rows) {
      const confidence = Number(row.dataset.confidence);
      row.hidden = (kind !== "" && row.dataset.kind !== kind) || confidence < least || confidence > most;
    }
    seen = new Map();
    for (const one of links) {
      if (!isSeen(one)) continue;
      if (!seen.has(one.place)) seen.set(one.place, new Set());
      seen.get(one.place).add(one.kind);
    }
    for (const { span, places } of segments) {
      const shown = places.filter((place) => seen.has(place));
      const first = shown.length ? KINDS.find((name) => seen.get(shown[0]).has(name)) : null;
      const isChosen = span.classList.contains("chosen");
      span.className = first ? `mark ${first}${isChosen ? " chosen" : ""}` : "";
      for (const ground of GROUNDS) {
        if (shown.some((place) => seen.get(place).has(ground))) span.classList.add(`on-${ground}`);
      }
      if (!first) span.removeAttribute("tabindex");
    }
    const first = segments.find(({ span }) => span.className);
    if (first && !text.querySelector("[tabindex='0']")) first.span.tabIndex = 0;
    if (form.elements.count) form.elements.count.value = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  }

  function forget() {
    for (const one of marked) one.classList.remove("chosen");
    marked = [];
    if (window.CSS && CSS.highlights) CSS.highlights.clear();
  }

  function mark(...elements) {
    for (const one of elements) {
      one.classList.add("chosen");
      marked.push(one);
    }
  }

  function markPlaces(places) {
    const found = segments.filter((segment) => segment.places.some((place) => places.has(place)));
    mark(...found.map(({ span }) => span));
    return found.length ? found[0].span : null;
  }

  function highlight(range) {
    if (window.CSS && CSS.highlights && window.Highlight) CSS.highlights.set("quote", new Highlight(range));
    else getSelection().removeAllRanges(), getSelection().addRange(range);
  }

  function show(node) {
    const reserve = getComputedStyle(panel).position === "sticky" && innerWidth < 900 ? 0.25 : 0.4;
    node.scrollIntoView({ block: "nearest" });
    const box = node.getBoundingClientRect();
    scrollBy({ top: box.top - innerHeight * reserve });
  }

  function showRange(range) {
    const parent = range.startContainer.parentElement;
    parent.scrollIntoView({ block: "nearest" });
    show(range.startContainer.parentElement.matches("p") ? { scrollIntoView() {}, getBoundingClientRect: () => range.getBoundingClientRect() } : parent);
  }

  function showRow(row) {
    row.open = true;
    panel.scrollTop += row.getBoundingClientRect().top - panel.getBoundingClientRect().top - chosen.offsetHeight - 12;
  }

  function tell(name, range, found) {
    const quote = document.createElement("q");
    const words = range.toString();
    const letters = [...words];
    quote.textContent = letters.length > 120 ? `${letters.slice(0, 60).join("")} … ${letters.slice(-40).join("")}` : words;
    quote.lang = "zh";
    const list = document.createElement("ul");
    for (const one of found) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.row ? `#${one.row.id}` : "#mentions";
      link.textContent = one.row ? one.row.id : "name of a place";
      const field = one.link.closest("dd") && one.link.closest("dd").previousElementSibling;
      item.append(field ? `${field.textContent} of ` : "", link);
      list.append(item);
    }
    chosen.replaceChildren(quote, ` ${name.slice(2).replace("-", "–")} `, list);
    const raw = document.getElementById(`b${name.slice(2)}`);
    if (raw) {
      const copy = document.createElement("p");
      const jump = document.createElement("a");
      jump.href = `#${raw.id}`;
      jump.textContent = "raw page:";
      copy.append(jump, " ", ...[...raw.cloneNode(true).childNodes].slice(1));
      chosen.append(copy);
    }
    chosen.hidden = false;
  }

  function followRange(name, start, end) {
    const all = nodes();
    const last = all.length ? all[all.length - 1] : { start: 0, node: { data: "" } };
    if (!(start < end && end <= last.start + [...last.node.data].length)) return;
    const range = rangeOf(start, end);
    highlight(range);
    const place = placeOf.get(name);
    const found = links.filter((one) => one.name === name && isSeen(one));
    if (place !== undefined) markPlaces(new Set([place]));
    mark(...found.map(({ link }) => link));
    const within = [...new Set(found.map(({ row }) => row).filter(Boolean))];
    mark(...within);
    tell(name, range, found);
    showRange(range);
    for (const row of within) row.open = true;
    if (within.length) showRow(within[0]);
    else if (found.length) found[0].link.closest("details").open = true;
  }

  function followRow(row) {
    if (row.hidden) {
      form.reset();
      refresh();
    }
    mark(row);
    const own = links.filter((one) => one.row === row);
    const whole = own.find((one) => GROUNDS.includes(one.kind)) || own[0];
    markPlaces(new Set(own.filter((one) => !GROUNDS.includes(one.kind)).map(({ place }) => place)));
    const first = whole && segments.find((segment) => segment.places.includes(whole.place));
    if (whole) {
      const [start, end] = whole.name.slice(2).split("-").map(Number);
      highlight(rangeOf(start, end));
    }
    chosen.hidden = true;
    if (first) show(first.span);
    showRow(row);
  }

  function follow() {
    forget();
    const name = location.hash;
    const range = /^#c(\d{1,9})-(\d{1,9})$/.exec(name);
    if (range) return followRange(name, Number(range[1]), Number(range[2]));
    const row = rows.find((one) => `#${one.id}` === name);
    if (row) return followRow(row);
    chosen.hidden = true;
    const raw = /^#b\d+-\d+$/.test(name) && document.getElementById(name.slice(1));
    if (raw) {
      raw.closest("details").open = true;
      mark(raw);
      panel.scrollTop += raw.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
    } else if (name === "#mentions") {
      document.getElementById("mentions").open = true;
    }
  }

  function goTo(name) {
    if (location.hash === name) follow();
    else location.hash = name;
  }

  function choose(span) {
    const place = span.dataset.p.split(" ").find((one) => seen.has(one));
    if (place !== undefined) goTo(nameOf.get(place));
  }

  function step(from, by) {
    const shown = segments.map(({ span }) => span).filter((span) => span.className);
    const next = shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(from) + by))];
    if (!next) return;
    for (const one of text.querySelectorAll("[tabindex='0']")) one.removeAttribute("tabindex");
    next.tabIndex = 0;
    next.focus();
  }

  // What the columns mean is told once for all pages, and shown where the pointer rests.
  globalThis.qianyueColumns = (tables) => {
    for (const one of document.querySelectorAll("dt, [data-column]")) {
      const table = one.closest("[data-table]");
      const meaning = table && tables[table.dataset.table][one.dataset.column || one.textContent];
      if (meaning) one.title = meaning;
    }
  };
  document.head.append(Object.assign(document.createElement("script"), { src: "../../assets/columns.js" }));

  text.addEventListener("click", (event) => {
    const span = event.target.closest("span[data-p]");
    if (span && getSelection().isCollapsed) choose(span);
  });
  text.addEventListener("keydown", (event) => {
    const span = event.target.closest("span[data-p]");
    if (!span || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") choose(span);
    else if (event.key === "ArrowRight") step(span, 1);
    else if (event.key === "ArrowLeft") step(span, -1);
    else return;
    event.preventDefault();
  });
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", refresh);
  addEventListener("hashchange", follow);
  form.hidden = false;
  form.querySelector("details").open = innerWidth > 900; // on a phone the text comes first
  refresh();
  follow();
  document.documentElement.dataset.ready = "yes";
})();
