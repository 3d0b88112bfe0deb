// What the page does beside htmx: marks that belong together, what is sent, the map. Everything works without it
// but the map.

// Forms that are sent by htmx need no empty fields in their address.
document.addEventListener("htmx:configRequest", (event) => {
  const sent = event.detail.parameters;
  for (const name of Object.keys(sent)) if (sent[name] === "") delete sent[name];
});

// What was asked for by an address that is no longer there, or by a server that is gone.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr, target } = event.detail;
  if (xhr.status === 401) return;
  const told = document.createElement("p");
  told.className = "notice bad";
  told.setAttribute("role", "alert");
  const parsed = new DOMParser().parseFromString(xhr.responseText, "text/html");
  told.textContent = parsed.querySelector(".notice, h1")?.textContent ?? "Something went wrong.";
  target.querySelector(":scope > .notice")?.remove();
  target.prepend(told);
});

// The evidence that was asked for is read from its beginning, and the cell that it is of is marked.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "panel") return;
  const panel = event.detail.target;
  panel.scrollTop = 0;
  for (const cell of document.querySelectorAll(".cell[aria-current]")) cell.removeAttribute("aria-current");
  for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  const asked = event.detail.requestConfig?.elt;
  if (asked?.classList.contains("cell")) {
    asked.setAttribute("aria-current", "true");
    asked.closest("tr").classList.add("chosen");
  }
  if (getComputedStyle(panel).position === "static") panel.scrollIntoView({ block: "start" });
  panel.focus({ preventScroll: true });
  map();
});

// On a narrow window the evidence that an address names lies under the table.
const evidence = document.getElementById("panel");
if (evidence && new URLSearchParams(location.search).has("row") && getComputedStyle(evidence).position === "static") {
  evidence.scrollIntoView({ block: "start" });
}

// Marks of one statement light up together, in the text and beside it.
function light(event, on) {
  const from = event.target.closest?.("[data-s]");
  if (!from) return;
  const numbers = from.dataset.s.split(" ");
  const mine = numbers[numbers.length - 1];
  for (const one of document.querySelectorAll("[data-s]")) {
    if (one.dataset.s.split(" ").includes(mine)) one.classList.toggle("hot", on);
  }
  if (on && event.type === "mouseover" && from.closest(".report")) {
    document.querySelector(`.notes [data-s="${mine}"]`)?.scrollIntoView({ block: "nearest" });
  }
}
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(begin, (event) => light(event, true));
  document.addEventListener(end, (event) => light(event, false));
}
document.querySelector("[data-chosen]")?.scrollIntoView({ block: "center" });

// Files: dropped ones are those of the field; what is sent is shown as it goes.
const add = document.getElementById("add");
if (add) {
  const drop = document.getElementById("drop");
  const field = drop.querySelector("input[type=file]");
  const list = document.getElementById("chosen-files");
  const show = () => {
    const names = [...field.files].map((file) => file.name);
    list.replaceChildren(...names.slice(0, 20).map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      item.dir = "auto";
      return item;
    }));
    if (names.length > 20) list.append(`and ${names.length - 20} more`);
  };
  field.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) {
    add.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) add.addEventListener(kind, () => drop.classList.remove("over"));
  add.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; show(); }
  });
  add.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = document.getElementById("sending");
    const request = new XMLHttpRequest();
    request.open("POST", add.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Proof", document.body.dataset.proof);
    request.upload.addEventListener("progress", (sent) => {
      told.textContent = sent.lengthComputable ? `Sending: ${Math.floor((100 * sent.loaded) / sent.total)}%` : "Sending";
    });
    request.addEventListener("load", () => {
      if (request.status === 202) { location.href = JSON.parse(request.responseText).job; return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      told.textContent = page.querySelector("h1")?.textContent || request.responseText.slice(0, 200) || "It was refused.";
    });
    request.addEventListener("error", () => { told.textContent = "The server did not answer."; });
    request.send(new FormData(add));
  });
}

// The map is large: it comes when the page itself is there to be read.
function map() {
  const place = document.getElementById("map");
  if (!place || place.dataset.drawn) return;
  place.dataset.drawn = "1";
  const begin = () => import(new URL("map.js", import.meta.url)).then((drawing) => drawing.draw(place));
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 1500 });
  else setTimeout(begin, 200);
}
map();
document.getElementById("print")?.addEventListener("click", () => window.print());
