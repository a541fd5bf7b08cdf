// The overview changes in place: links and the form ask the server for the page of the new address, and its
// parts are put where the old ones stand. Without this script they load that page: same address, same view.
"use strict";

const SEVERAL = ["party", "type", "place", "outlet"]; // filters that can be set more than once
const onOverview = document.body.matches(".overview:not(.site)");
let shown = new URL(location.href); // whose view this is
let rendered = shown; // the same, but for where the map has been moved to since
let asked = null; // the request under way: its address, whether for all parts, how the history takes it, what ends it

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const sameView = (one, other) => one.pathname === other.pathname && one.search === other.search;
const now = () => new URL(asked ? asked.address : shown); // a second click counts from where the first will lead

// what a link changes of the address that it was made for, changed of another one
function turned(link, base, other) {
  const made = new URL(other), told = made.searchParams;
  for (const name of new Set([...base.searchParams.keys(), ...link.searchParams.keys()])) {
    const before = base.searchParams.getAll(name), after = link.searchParams.getAll(name);
    const kept = told.getAll(name).filter((value) => after.includes(value) || !before.includes(value));
    const added = after.filter((value) => !before.includes(value) && !kept.includes(value));
    told.delete(name);
    for (const value of SEVERAL.includes(name) ? [...kept, ...added] : added.length ? added : kept) told.append(name, value);
  }
  return made;
}

// where the focus is, in words that find it again in new parts
function focused() {
  const here = document.activeElement, around = here && here.closest("[data-part]");
  if (!around) return null;
  const keyed = here.closest("[data-key]");
  const field = here.matches("input[type=search], input:not([type])") ? here : null;
  const typed = field && field.value !== field.defaultValue ? { value: field.value, at: field.selectionStart } : null;
  return { part: around.dataset.part, id: here.id, key: keyed && keyed.dataset.key, typed };
}

function refocus({ part: name, id, key, typed }) {
  if (document.activeElement !== document.body) return; // it was in none of the new parts
  const around = part(name);
  const keyed = key && around.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const found = (id && document.getElementById(id)) || (keyed && (keyed.matches("a") ? keyed : keyed.querySelector("a, summary")));
  if (found) {
    found.focus({ preventScroll: true });
    if (typed) { found.value = typed.value; found.setSelectionRange(typed.at, typed.at); }
    return;
  }
  const heading = around.querySelector("h1, h2") || document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (heading.getBoundingClientRect().top < 0) heading.scrollIntoView({ block: "start" });
}

function put(fresh) {
  const held = focused(), said = fresh.querySelector("[data-said]").dataset.said;
  const open = [...document.querySelectorAll("[data-part] details[open][data-key]")].map((each) => each.dataset.key);
  for (const each of fresh.querySelectorAll("[data-part]")) part(each.dataset.part).replaceWith(each);
  for (const key of open) {
    const found = document.querySelector(`details[data-key="${CSS.escape(key)}"]`);
    if (found) found.open = true;
  }
  if (held) refocus(held);
  document.getElementById("said").textContent = said;
}

// show the view of an address: all of it, or the map alone moved there; `keep` is how the history takes it
async function show(address, { moved = false, keep = "push" } = {}) {
  if (sameView(address, asked ? asked.address : shown)) return;
  const all = !moved || Boolean(asked && asked.all);
  if (asked) {
    asked.ends.abort();
    if (asked.keep === "push" && keep === "replace") keep = "push";
  }
  const mine = (asked = { address, all, keep, ends: new AbortController() });
  for (const each of all ? document.querySelectorAll("main [data-part]") : [part("map")]) each.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${all ? "/" : "/map"}${address.search}`, { signal: mine.ends.signal, headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText); // the page itself tells what is wrong
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== mine) return;
    const title = fresh.title;
    put(fresh);
    if (keep === "push") history.pushState(null, "", address);
    if (keep === "replace") history.replaceState(history.state, "", address);
    if (all) { rendered = address; document.title = title; }
    shown = address;
    asked = null;
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
  }
}

const plain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

function follow(event) {
  const link = event.target.closest("main [data-part] a[href]");
  if (!link || !plain(event) || event.defaultPrevented) return;
  const there = new URL(link.getAttribute("href"), location.href);
  if (there.origin !== location.origin || there.pathname !== location.pathname || there.hash) return;
  event.preventDefault();
  const inMap = link.closest("[data-part]").dataset.part === "map";
  const whole = link.matches("[data-clear]") ? there : turned(there, inMap ? shown : rendered, now());
  if (link.dataset.mapMove) show(whole, { moved: true, keep: "replace" });
  else show(whole);
}

function filter(form) {
  const there = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) there.searchParams.append(name, value);
  show(turned(there, rendered, now()));
}

if (onOverview) {
  const facets = document.getElementById("filter");
  if (matchMedia("(max-width: 62rem)").matches) { // on a small screen it stands closed before all else, not open after it
    facets.classList.add("first");
    facets.querySelector("details").open = false;
  }
  document.addEventListener("click", follow);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live]")) return;
    event.preventDefault();
    filter(event.target);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && form.checkValidity()) filter(form);
  });
  addEventListener("popstate", () => {
    const here = new URL(location.href), going = asked && asked.keep === "none" ? asked.address : shown;
    if (!sameView(here, going)) show(here, { keep: "none" });
  });
}
