// What the pages do beyond plain links and forms. Nothing here is needed: without it every form and link still works.
"use strict";

// Suggestions below a search field: arrow keys move, Escape and leaving the form close, their number is said.
for (const form of document.querySelectorAll("form[data-suggests]")) {
  const field = form.querySelector("input[type=search]");
  const list = form.querySelector(".suggestions");
  const said = form.querySelector("[role=status]");
  let awaits = false; // an answer that comes after the list was closed does not open it again

  field.addEventListener("input", () => (awaits = true));
  const close = () => {
    awaits = false;
    list.replaceChildren();
    said.textContent = "";
  };

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.firstElementChild) {
      event.preventDefault(); // what was typed stays
      field.focus();
      close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (!step || stops.length === 1 || at < 0) return;
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // a click must not close what it is on
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  list.addEventListener("htmx:beforeSwap", (event) => {
    if (!awaits) event.detail.shouldSwap = false;
  });
  list.addEventListener("htmx:afterSwap", () => {
    said.textContent = list.firstElementChild ? list.firstElementChild.dataset.count : "";
  });
}

// The day: a calendar and a slider, which need a script, write into the field and ask for the page of that day.
document.documentElement.classList.add("scripts");
{
  const DAY_ONE = 719163; // 1970-01-01, counted from 0001-01-01
  const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
  const moment = (number) => new Date((number - DAY_ONE) * 864e5);
  const words = (day) => `${day.getUTCDate()} ${MONTH.format(day)} ${String(day.getUTCFullYear()).padStart(4, "0")}`;
  let waiting = 0;

  const ask = (text, now) => {
    document.getElementById("on").value = text;
    clearTimeout(waiting);
    waiting = now ? setTimeout(() => document.getElementById("day-form").requestSubmit(), now) : 0;
  };
  const tell = (slider) => {
    const text = words(moment(Number(slider.value)));
    slider.setAttribute("aria-valuetext", text);
    document.getElementById("on-slid").textContent = text;
    return text;
  };
  const stepped = (slider, key) => {
    const now = Number(slider.value);
    const days = slider.dataset.days.split(" ").filter(Boolean).map(Number);
    if (key === "ArrowRight" || key === "ArrowUp") return days.find((day) => day > now) ?? now;
    if (key === "ArrowLeft" || key === "ArrowDown") return days.findLast((day) => day < now) ?? now;
    if (key === "PageUp") return now + 365;
    return key === "PageDown" ? now - 365 : null;
  };

  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "on-slider") return;
    const day = stepped(event.target, event.key);
    if (day === null) return;
    event.preventDefault();
    event.target.value = day;
    ask(tell(event.target), 700);
  });
  // The browser's own calendar opens from a button: its field would show the day in an order that may be misread.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#open-calendar")) return;
    const calendar = document.getElementById("on-calendar");
    calendar.disabled = false;
    calendar.showPicker();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "on-slider") tell(event.target);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "on-slider") ask(tell(event.target), 1);
    if (event.target.id === "on-calendar" && event.target.valueAsDate) ask(words(event.target.valueAsDate), 1);
  });
  // A page that says what was not understood is shown like any other.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 400 && event.detail.target.closest("#main")) event.detail.shouldSwap = true;
  });
}
