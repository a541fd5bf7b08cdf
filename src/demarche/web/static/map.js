// Moves the map: wheel, drag, keys and its links ask the server for another part and put it in place.
// Without this script the links do the same by loading the page.
"use strict";

const CLOSEST = 11;
let asked = null; // the request under way

function holder() { return document.querySelector("[data-map]"); }

function spot() {
  const [lat, lon, zoom] = holder().querySelector(".map").dataset.spot.split(",").map(Number);
  return { lat, lon, zoom };
}

function degrees() { // of one pixel of the picture as it is shown
  const { lat, zoom } = spot();
  const across = 360 / 2 ** zoom / holder().querySelector(".map").getBoundingClientRect().width;
  return { x: across, y: across * Math.max(0.35, Math.cos((lat * Math.PI) / 180)) };
}

function words(there) {
  const zoom = Math.min(CLOSEST, Math.max(0, there.zoom));
  const lat = Math.min(85, Math.max(-85, there.lat)), lon = Math.min(180, Math.max(-180, there.lon));
  return [lat, lon, zoom].map((number) => String(Number(number.toFixed(3)))).join(",");
}

async function show(address, focus) {
  if (asked) asked.abort();
  asked = new AbortController();
  const box = holder().querySelector(".mapbox");
  box.classList.add("busy");
  try {
    const answer = await fetch(`/map${address.search}`, { signal: asked.signal, headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-map]");
    holder().replaceWith(fresh);
    history.replaceState(history.state, "", address);
    if (focus) (fresh.querySelector(`[data-map-move="${focus}"]`) || fresh.querySelector(".controls a")).focus();
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
  } finally {
    box.classList.remove("busy");
  }
}

function go(there, focus) {
  const address = new URL(location.href);
  address.searchParams.set("at", words(there));
  show(address, focus);
}

if (holder() && !document.querySelector(".site")) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-map-move]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(new URL(link.href), link.dataset.mapMove);
  });
  let turned = 0, waiting = 0, at = null;
  document.addEventListener("wheel", (event) => {
    const map = event.target.closest("[data-map] .map");
    if (!map || !(event.ctrlKey || event.metaKey)) return; // the page scrolls; with Ctrl the map zooms
    event.preventDefault();
    turned -= event.deltaY / 240;
    at = event;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const { lat, lon, zoom } = spot(), size = degrees(), box = map.getBoundingClientRect();
      const closer = Math.min(CLOSEST, Math.max(0, zoom + turned)), kept = 1 - 2 ** (zoom - closer);
      const x = (at.clientX - box.left - box.width / 2) * size.x, y = (box.top + box.height / 2 - at.clientY) * size.y;
      turned = 0;
      go({ lat: lat + y * kept, lon: lon + x * kept, zoom: closer });
    }, 120);
  }, { passive: false });
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    const map = event.target.closest("[data-map] .map");
    if (map && event.button === 0 && event.pointerType !== "touch") held = { map, x: event.clientX, y: event.clientY, moved: false };
  });
  document.addEventListener("dragstart", (event) => { if (event.target.closest("[data-map] .map")) event.preventDefault(); });
  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    const dx = event.clientX - held.x, dy = event.clientY - held.y;
    if (!held.moved && Math.abs(dx) + Math.abs(dy) < 6) return;
    held.moved = true;
    held.map.setAttribute("transform", `translate(${dx} ${dy})`);
  });
  document.addEventListener("pointerup", (event) => {
    if (!held) return;
    const { moved, x, y } = held, size = degrees(), { lat, lon, zoom } = spot();
    held = null;
    if (!moved) return;
    const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
    go({ lat: lat + (event.clientY - y) * size.y, lon: lon - (event.clientX - x) * size.x, zoom });
  });
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest("[data-map]");
    if (!inside || event.metaKey || event.ctrlKey || event.altKey) return;
    const name = { "+": "in", "=": "in", "-": "out", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south", "0": "reset" }[event.key];
    // the controls look like buttons, so the space bar presses them
    const link = event.key === " " ? event.target.closest("[data-map-move]") : name && inside.querySelector(`[data-map-move="${name}"]`);
    if (!link) return;
    event.preventDefault();
    show(new URL(link.href), link.dataset.mapMove);
  });
}
