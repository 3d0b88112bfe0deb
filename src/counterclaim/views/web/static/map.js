// The map: incidents as they are filtered, or the places of one. The base map is Natural Earth's, from this server.

const KM = 1 / 111.32;

function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(
    ["land", "sea", "border", "ink", "muted", "card", "disputed", "link"].map((name) => [name, read(name)]),
  );
}

// A circle of so many kilometres around a point, as a polygon.
function circle(lon, lat, km) {
  const high = km * KM;
  const wide = high / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  const ring = [];
  for (let at = 0; at <= 48; at += 1) {
    const turn = (at / 48) * 2 * Math.PI;
    ring.push([lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

const RADIUS = { 2: 25, 3: 40, 4: 110, 5: 80, 6: 350, 7: 200 };
const empty = () => ({ type: "FeatureCollection", features: [] });
const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });

// Where something lies: a point where it is known, an area where it is not; a country as itself.
function areas(features, world) {
  const found = [];
  for (const one of features) {
    const { precision, radius, country } = one.properties;
    const km = radius ?? RADIUS[precision] ?? 0;
    const whole = precision === 6 && country && world.features.find((land) => land.properties.code === country);
    if (whole) found.push(feature(whole.geometry, one.properties));
    else if (km > 0) found.push(feature(circle(...one.geometry.coordinates, km), one.properties));
  }
  return { type: "FeatureCollection", features: found };
}

function style(colour, world, towns) {
  const names = world.features.map((land) =>
    feature({ type: "Point", coordinates: land.properties.at }, { name: land.properties.name, rank: -land.properties.size }));
  const cities = towns.map(([name, lon, lat, rank]) =>
    feature({ type: "Point", coordinates: [lon, lat] }, { name, rank }));
  const collection = (features) => ({ type: "geojson", data: { type: "FeatureCollection", features } });
  const disputed = ["case", [">", ["get", "disputed"], 0], colour.disputed, colour.link];
  const label = (source, more) => ({
    type: "symbol", source,
    layout: { "text-field": ["get", "name"], "text-font": ["Inter", "sans-serif"], "text-size": 11, ...more.layout },
    paint: { "text-color": colour.muted, "text-halo-color": colour.land, "text-halo-width": 1.2 },
    ...more.rest,
  });
  return {
    version: 8,
    sources: {
      world: { type: "geojson", data: world },
      names: collection(names), towns: collection(cities),
      areas: { type: "geojson", data: empty() },
      points: { type: "geojson", data: empty() },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour.sea } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": colour.land } },
      { id: "border", type: "line", source: "world", paint: { "line-color": colour.border, "line-width": 0.8 } },
      { id: "area", type: "fill", source: "areas", paint: { "fill-color": disputed, "fill-opacity": 0.12 } },
      { id: "area-edge", type: "line", source: "areas", paint: { "line-color": disputed, "line-width": 1.2, "line-dasharray": [3, 2] } },
      label("names", { layout: { "text-transform": "uppercase", "text-letter-spacing": 0.08, "text-size": 10, "symbol-sort-key": ["get", "rank"] }, rest: { id: "names", maxzoom: 6 } }),
      { id: "town", type: "circle", source: "towns", minzoom: 4, filter: [">", ["get", "rank"], ["step", ["zoom"], 14.5, 5, 13.2, 6, 12, 7, 0]], paint: { "circle-radius": 1.8, "circle-color": colour.muted } },
      label("towns", { layout: { "text-offset": [0, 0.7], "text-anchor": "top", "symbol-sort-key": ["-", 0, ["get", "rank"]] }, rest: { id: "town-names", minzoom: 4, filter: [">", ["get", "rank"], ["step", ["zoom"], 14.5, 5, 13.2, 6, 12, 7, 0]] } }),
      { id: "point", type: "circle", source: "points", paint: {
        "circle-radius": ["interpolate", ["linear"], ["coalesce", ["get", "documents"], 1], 1, 5, 30, 12],
        "circle-color": disputed, "circle-stroke-color": colour.card, "circle-stroke-width": 1.6, "circle-opacity": 0.9 } },
      { id: "clash", type: "symbol", source: "points", filter: [">", ["get", "disputed"], 0],
        layout: { "text-field": "≠", "text-font": ["Inter", "sans-serif"], "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true },
        paint: { "text-color": colour.card } },
    ],
  };
}

function bounds(features) {
  const box = [180, 90, -180, -90];
  const reach = ([lon, lat]) => {
    box[0] = Math.min(box[0], lon); box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon); box[3] = Math.max(box[3], lat);
  };
  const walk = (part) => (typeof part[0] === "number" ? reach(part) : part.forEach(walk));
  features.forEach((one) => walk(one.geometry.coordinates));
  return box;
}

// Places that the page itself holds: "lat,lon,radius,country,disputed,name;"
function held(place) {
  return (place.dataset.places ?? "").split(";").filter(Boolean).map((one) => {
    const [lat, lon, radius, country, disputed, name] = one.split(",");
    const precision = country ? 6 : undefined;
    return feature({ type: "Point", coordinates: [Number(lon), Number(lat)] },
      { radius: Number(radius), country, precision, disputed: Number(disputed), title: decodeURIComponent(name), name: decodeURIComponent(name) });
  });
}

async function json(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

export async function draw(place) {
  const css = document.createElement("link");
  css.rel = "stylesheet";
  css.href = place.dataset.style;
  document.head.append(css);
  const [maplibre, world, towns] = await Promise.all([
    import(new URL("map/maplibre-gl.mjs", import.meta.url)), json(place.dataset.world), json(place.dataset.towns),
  ]);
  let map;
  try {
    map = new maplibre.Map({
      container: place, style: style(colours(), world, towns), center: [20, 25], zoom: 1.2, maxZoom: 11,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, locale: { "Map.Title": "Map" },
    });
  } catch (error) {
    place.textContent = "This browser cannot draw the map: WebGL is off.";
    return;
  }
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  await new Promise((done) => map.once("style.load", done));
  const put = (features, jump) => {
    map.getSource("points").setData({ type: "FeatureCollection", features });
    map.getSource("areas").setData(areas(features, world));
    if (features.length && jump) {
      const near = features.filter((one) => one.properties.precision !== 6);
      const drawn = near.length ? near : features;
      const shown = [...drawn, ...areas(drawn, world).features];
      map.fitBounds(bounds(shown), { padding: 48, maxZoom: 6.8, animate: false });
    }
    map.once("idle", () => { place.dataset.ready = String(features.length); });
  };
  if (place.dataset.kind === "places") put(held(place), true);
  else await incidents(map, maplibre, put);
}

// The incidents of the list beside it: those that its filter finds, anew whenever that changes.
async function incidents(map, maplibre, put) {
  const found = document.getElementById("found");
  const load = async (jump) => {
    const address = found.querySelector("[data-map]")?.dataset.map;
    if (address) put((await json(address)).features, jump);
  };
  await load(true);
  const follow = document.getElementById("follow");
  let asked = false;
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === found) { load(!asked); asked = false; }
  });
  const within = () => {
    if (!follow.checked) return;
    const middle = map.getCenter().wrap();
    const corner = map.getBounds().getNorthEast();
    const km = Math.max(1, Math.round(middle.distanceTo(corner) / 1000));
    const query = new URLSearchParams(new FormData(document.getElementById("filters")));
    query.set("near", `${middle.lat.toFixed(3)},${middle.lng.toFixed(3)},${km}`);
    for (const [name, value] of [...query]) if (!value) query.delete(name);
    asked = true;
    window.htmx.ajax("GET", `/?${query}`, { target: "#found" }).then(() => history.replaceState(null, "", `/?${query}`));
  };
  map.on("moveend", (event) => { if (event.originalEvent) within(); });
  follow.addEventListener("change", () => { if (follow.checked) within(); });
  const popup = new maplibre.Popup({ closeButton: false, closeOnClick: false, offset: 10 });
  map.on("mousemove", "point", (event) => {
    map.getCanvas().style.cursor = "pointer";
    const { title, number } = event.features[0].properties;
    popup.setLngLat(event.features[0].geometry.coordinates).setText(title).addTo(map);
    for (const item of found.querySelectorAll("li.hot")) item.classList.remove("hot");
    found.querySelector(`li[data-number="${number}"]`)?.classList.add("hot");
  });
  map.on("mouseleave", "point", () => { map.getCanvas().style.cursor = ""; popup.remove(); });
  map.on("click", "point", (event) => { location.href = `/incidents/${event.features[0].properties.number}`; });
}
