// Moves the overview's map by wheel, drag and keys; where it leads to is shown in place by overview.js.
"use strict";

const CLOSEST = 11;

function spot() {
  const [lat, lon, zoom] = part("map").querySelector(".map").dataset.spot.split(",").map(Number);
  return { lat, lon, zoom };
}

function degrees() { // of one pixel of the picture as it is shown
  const { lat, zoom } = spot();
  const across = 360 / 2 ** zoom / part("map").querySelector(".map").getBoundingClientRect().width;
  return { x: across, y: across * Math.max(0.35, Math.cos((lat * Math.PI) / 180)) };
}

function words(there) {
  const zoom = Math.min(CLOSEST, Math.max(0, there.zoom));
  const lat = Math.min(85, Math.max(-85, there.lat)), lon = Math.min(180, Math.max(-180, there.lon));
  return [lat, lon, zoom].map((number) => String(Number(number.toFixed(3)))).join(",");
}

function go(there) {
  const address = now();
  address.searchParams.set("at", words(there));
  show(address, { moved: true, keep: "replace" });
}

if (onOverview) {
  const within = (event) => event.target.closest('[data-part="map"] .map');
  let turns = 0, waiting = 0, at = null;
  document.addEventListener("wheel", (event) => {
    const map = within(event);
    if (!map || !(event.ctrlKey || event.metaKey)) return; // the page scrolls; with Ctrl the map zooms
    event.preventDefault();
    turns -= event.deltaY / 240;
    at = event;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const { lat, lon, zoom } = spot(), size = degrees(), box = map.getBoundingClientRect();
      const closer = Math.min(CLOSEST, Math.max(0, zoom + turns)), kept = 1 - 2 ** (zoom - closer);
      const x = (at.clientX - box.left - box.width / 2) * size.x, y = (box.top + box.height / 2 - at.clientY) * size.y;
      turns = 0;
      go({ lat: lat + y * kept, lon: lon + x * kept, zoom: closer });
    }, 120);
  }, { passive: false });
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    const map = within(event);
    if (map && event.button === 0 && event.pointerType !== "touch") held = { map, x: event.clientX, y: event.clientY, moved: false };
  });
  document.addEventListener("dragstart", (event) => { if (within(event)) event.preventDefault(); });
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
    const inside = event.target.closest('[data-part="map"]');
    if (!inside || event.metaKey || event.ctrlKey || event.altKey) return;
    const name = { "+": "in", "=": "in", "-": "out", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south", "0": "reset" }[event.key];
    // the controls look like buttons, so the space bar presses them
    const link = event.key === " " ? event.target.closest("[data-map-move]") : name && inside.querySelector(`[data-map-move="${name}"]`);
    if (!link) return;
    event.preventDefault();
    link.focus({ preventScroll: true });
    link.click();
  });
}
