// SPDX-License-Identifier: Apache-2.0
// Everything that comes from outside becomes text, never markup.
"use strict";

const REFRESH_MS = 1000;
const byId = (id) => document.getElementById(id);

function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

const place = (of) => element("p", "place", `account ${of.account}, ${of.region}`);
const nothing = (text) => element("div", "card", element("p", "quiet", text));

function table(heads, rows) {
  const cell = (kind, value, number) =>
    element(kind, number ? "number" : "", ...(value instanceof Array ? value : [value]));
  const head = element("tr", "", ...heads.map(([text, number]) => cell("th", text, number)));
  const body = rows.map((row) =>
    element("tr", "", ...row.map((value, i) => cell("td", value, heads[i][1]))));
  return element("table", "", element("thead", "", head), element("tbody", "", ...body));
}

// One line for a target: its name, then what and where it is; the ARN is in the title.
function target(arn) {
  const [, , service, region, account, ...name] = arn.split(":");
  const line = element("div", "target", element("code", "", name.join(":") || arn));
  if (name.length) line.append(element("span", "place", ` ${service} ${account} ${region}`));
  line.title = arn;
  return line;
}

function rule(each) {
  const name = [each.name];
  if (!each.enabled) name.push(" ", element("span", "off", "disabled"));
  return [name, each.pattern ? element("code", "", each.pattern) : element("span", "off", "none"),
    each.targets.map(target), String(each.matches)];
}

function bus(each) {
  const card = element("div", "card", element("h3", "", each.name), place(each));
  card.append(each.rules.length
    ? table([["Rule"], ["Pattern"], ["Targets"], ["Matches", true]], each.rules.map(rule))
    : element("p", "quiet", "No rule: what is published here is gone."));
  return card;
}

function queues(all) {
  const rows = all.map((each) => [each.name, `${each.account}, ${each.region}`,
    String(each.available), String(each.inFlight), String(each.delayed)]);
  const heads = [["Queue"], ["Account, Region"], ["Available", true], ["In flight", true], ["Delayed", true]];
  return element("div", "card", table(heads, rows));
}

// Events that a person has opened stay open, and are told of anew with each refresh.
const open = new Map();

function event(each) {
  const details = element("details", each.lost ? "lost" : "");
  details.append(element("summary", "",
    element("time", "", each.at.slice(11, 23)), element("span", "what", each.detailType),
    element("span", "quiet", `${each.source} \u00b7 `), element("span", "last", each.last)));
  const story = element("pre", "", open.get(each.id) ?? "");
  details.append(story);
  details.open = open.has(each.id);
  if (details.open) tell(each.id, story);
  details.addEventListener("toggle", () => {
    if (!details.open) open.delete(each.id);
    else if (!open.has(each.id)) {
      open.set(each.id, "");
      tell(each.id, story);
    }
  });
  return details;
}

async function tell(id, story) {
  const answer = await fetch(`/_busbar/event?id=${encodeURIComponent(id)}`);
  const text = (await answer.json()).text;
  if (open.has(id)) open.set(id, text);
  story.textContent = text;
}

let shown = "";

function show(text) {
  const state = JSON.parse(text);
  byId("clock").textContent = state.now.replace("T", " ").slice(0, 19) + (state.virtualClock ? " (virtual clock)" : " UTC");
  const {now, ...content} = state;
  const key = JSON.stringify(content);
  if (key === shown) return;
  shown = key;
  byId("buses").replaceChildren(...(state.buses.length ? state.buses.map(bus) : [nothing("No bus yet.")]));
  byId("queues").replaceChildren(state.queues.length ? queues(state.queues) : nothing("No queue yet."));
  byId("events").replaceChildren(state.events.length
    ? element("div", "card", ...state.events.map(event)) : nothing("No event yet."));
}

async function refresh() {
  const connection = byId("connection");
  try {
    const answer = await fetch("/_busbar/state");
    show(await answer.text());
    connection.className = "live";
    connection.textContent = "live";
  } catch (lost) {
    connection.className = "lost";
    connection.textContent = "LocalAws does not answer";
  }
  setTimeout(refresh, document.hidden ? 5 * REFRESH_MS : REFRESH_MS);
}

refresh();
