// What a page does beyond plain links: marks words that a value points at, follows a job. All of it works without.
"use strict";

// words of a report: a value's link lights up all pieces of its words, and says so to the keyboard
function light(anchor) {
  for (const piece of document.querySelectorAll(".text .hot")) piece.classList.remove("hot");
  const found = document.getElementById(anchor);
  if (!found) return;
  for (const piece of document.querySelectorAll(".text .m")) {
    const covers = (piece.dataset.covers || "").split(" ");
    if (covers.includes(anchor) || piece.contains(found)) piece.classList.add("hot");
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  found.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  found.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-words]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(history.state, "", `#${link.dataset.words}`);
  light(link.dataset.words);
});
if (location.hash.startsWith("#w") && document.querySelector(".text")) light(location.hash.slice(1));

// a job's progress
const job = document.querySelector("[data-job]");
if (job && job.dataset.job) {
  const look = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-job]");
    job.replaceChildren(...fresh.childNodes);
    if (fresh.dataset.job) setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}

// a filter form sends no empty fields, so that addresses stay short
for (const form of document.querySelectorAll("form[method=get]:not([data-live])")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[method=get] :disabled")) field.disabled = false;
});

// "/" goes to the search field
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && !event.metaKey && !event.ctrlKey) {
    const field = document.getElementById("find");
    if (field) { event.preventDefault(); field.focus(); }
  }
});
