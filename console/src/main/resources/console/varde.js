"use strict";
// Makes the page live: fetches it again when the server says that something changed and replaces
// the parts that differ, shows times in the reader's zone with their age, and carries the buttons.
(() => {
  const live = document.getElementById("live");
  const said = document.getElementById("said");
  const seen = new Map();
  const relative = new Intl.RelativeTimeFormat(undefined, {numeric: "always", style: "short"});
  const sameDay = new Intl.DateTimeFormat(undefined, {timeStyle: "medium"});
  const otherDay = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "short"});
  const whole = new Intl.DateTimeFormat(undefined, {dateStyle: "full", timeStyle: "long"});

  const age = (at) => {
    const seconds = Math.round((at - Date.now()) / 1000);
    const size = Math.abs(seconds);
    if (size < 60) return relative.format(seconds, "second");
    if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
    if (size < 86400) return relative.format(Math.round(seconds / 3600), "hour");
    return relative.format(Math.round(seconds / 86400), "day");
  };

  const showTimes = () => {
    const today = new Date().toDateString();
    for (const time of document.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      const clock = at.toDateString() === today ? sameDay : otherDay;
      const texts = [clock.format(at) + " ", age(at)];
      if (time.title) {
        if (time.lastChild.textContent !== texts[1]) time.lastChild.textContent = texts[1];
        if (time.firstChild.textContent !== texts[0]) time.firstChild.textContent = texts[0];
      } else {
        const old = document.createElement("span");
        old.className = "age";
        old.textContent = texts[1];
        time.replaceChildren(texts[0], old);
        time.title = whole.format(at);
      }
    }
  };

  const showButtons = (root) => {
    for (const hidden of root.querySelectorAll("button[hidden], form[hidden]")) hidden.hidden = false;
  };

  const replace = (part, fresh) => {
    const open = new Set([...part.querySelectorAll("details[open]")].map((d) => d.id));
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && (focused.getAttribute("href") || focused.dataset.to);
    const scrolled = [...part.querySelectorAll("pre")].map((p) => p.scrollTop);
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
    for (const d of part.querySelectorAll("details")) d.open = open.has(d.id);
    part.querySelectorAll("pre").forEach((p, i) => { p.scrollTop = scrolled[i] || 0; });
    if (key) {
      [...part.querySelectorAll("a, button")]
        .find((e) => e.getAttribute("href") === key || e.dataset.to === key)?.focus();
    }
    showButtons(part);
  };

  const parts = (root) => new Map([...root.querySelectorAll("[data-live]")].map((p) => [p.dataset.live, p]));

  const take = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = parts(page);
    const here = parts(document);
    if (fresh.size !== here.size || !!page.getElementById("actions") !== !!document.getElementById("actions")) {
      document.getElementById("main").replaceChildren(...document.importNode(page.getElementById("main"), true).childNodes);
      showButtons(document);
      rememberName();
      fresh.forEach((p, name) => seen.set(name, p.innerHTML));
    }
    for (const [name, part] of fresh) {
      if (seen.get(name) !== part.innerHTML && here.has(name)) {
        seen.set(name, part.innerHTML);
        replace(here.get(name), part);
      }
    }
    document.title = page.title;
    showTimes();
  };

  let fetching = false;
  let again = false;
  const refresh = async () => {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const answer = await fetch(location.pathname + location.search, {credentials: "same-origin", cache: "no-store"});
      if (answer.ok || answer.status === 404) take(await answer.text());
      else lost(answer.status === 401 ? "The token is no longer right; open the link varde printed." : "The console does not answer rightly.");
    } catch {
      lost("The console does not answer; what you see is old.");
    } finally {
      fetching = false;
      if (again) { again = false; setTimeout(refresh, 250); }
    }
  };

  const lost = (text) => { live.hidden = false; live.className = "live lost"; live.textContent = text; };
  const found = () => {
    live.hidden = false;
    live.className = "live";
    if (live.textContent !== "Updates by itself") live.textContent = "Updates by itself";
  };

  const listen = () => {
    const stream = new EventSource("/api/stream");
    stream.onopen = () => { found(); refresh(); };
    stream.onmessage = () => { found(); refresh(); };
    stream.onerror = () => {
      lost("Not connected; what you see may be old. Trying again…");
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    };
  };

  let quiet;
  const tell = (text) => {
    said.hidden = false;
    said.textContent = text;
    clearTimeout(quiet);
    quiet = setTimeout(() => { said.hidden = true; }, 12000);
  };

  const remark = (button) => {
    const form = button.form || document.getElementById("actions");
    const field = (name) => form?.elements.namedItem(name)?.value.trim() || "";
    const by = field("by") || localStorage.getItem("varde-name") || "";
    const note = field("note");
    const lasts = field("for");
    if (by) localStorage.setItem("varde-name", by);
    return {...(by && {by}), ...(note && {note}), ...(lasts && {for: lasts})};
  };

  const settled = (button) => {
    const note = button.form?.elements.namedItem("note");
    if (note) note.value = "";
    if (button.closest(".confirm")) {
      button.closest(".confirm").remove();
      history.replaceState(null, "", location.pathname);
    }
  };

  const post = async (button) => {
    if (button.dataset.ask && !confirm(button.dataset.ask)) return;
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.to, {
        method: "POST",
        credentials: "same-origin",
        headers: {"X-Varde": "1", "Content-Type": "application/json"},
        body: JSON.stringify(remark(button)),
      });
      if (answer.status === 202) {
        tell(`${button.textContent.trim()}: taken. What follows shows here.`);
        settled(button);
      } else {
        const why = await answer.json().catch(() => ({}));
        tell(`${why.error || `The console answered ${answer.status}`}. ${why.remedy || ""}`);
      }
    } catch {
      tell("The console does not answer. Nothing was done as far as this page knows.");
    } finally {
      button.disabled = false;
    }
  };

  const copy = async (button) => {
    const text = button.parentElement.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("code"));
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };

  const rememberName = () => {
    for (const by of document.querySelectorAll("input[name=by]")) {
      if (!by.value) by.value = localStorage.getItem("varde-name") || "";
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.type === "submit") return;
    if (button.dataset.to) post(button);
    else if ("copy" in button.dataset) copy(button);
  });
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("button[type=submit][data-to]");
    if (!button) return;
    event.preventDefault();
    post(button);
  });

  parts(document).forEach((p, name) => seen.set(name, p.innerHTML));
  showButtons(document);
  rememberName();
  showTimes();
  setInterval(showTimes, 1000);
  if (document.querySelector("[data-live]")) listen();
})();
