// Checks the page that is shown; gives a list of { kind, what }. Rules: WCAG 2.2, named as in PageFault.
() => {
  const faults = [];
  const fault = (kind, element, what) => faults.push({ kind, what: `${describe(element)}: ${what}` });
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);

  function describe(element) {
    const text = String(element.getAttribute("aria-label") ?? (element.value || element.textContent)).trim();
    return `<${element.localName}${element.id ? " id=" + element.id : ""} class="${element.className}"> ${text.slice(0, 50)}`;
  }

  // Colours.
  function rgba(color) {
    const numbers = color.match(/[\d.]+/g).map(Number);
    return color.startsWith("color(")
      ? [...numbers.slice(0, 3).map(n => n * 255), numbers[3] ?? 1]
      : [...numbers.slice(0, 3), numbers[3] ?? 1];
  }
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      layers.push(color);
      if (color[3] === 1) {
        break;
      }
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  }
  function luminance(color) {
    const [r, g, b] = color.slice(0, 3).map(n => n / 255).map(n => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  // 1.4.3: text. Everything has to reach what small text has to.
  const hasText = element =>
    element.matches("input:not([type=hidden], [type=checkbox], [type=file]), textarea, select")
      || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");
  for (const element of all("body *").filter(hasText).filter(element => !element.closest("script, style, .visually-hidden, option"))) {
    const below = ground(element);
    const ratio = contrast(over(rgba(getComputedStyle(element).color), below), below);
    if (ratio < 4.5) {
      fault("CONTRAST", element, `text has a contrast of ${ratio.toFixed(2)}`);
    }
  }

  // 1.4.11: the edge of a field.
  for (const field of all("input:not([type=submit], [type=checkbox], [type=file], [readonly]), textarea, select")) {
    const around = ground(field.parentElement);
    const ratio = contrast(over(rgba(getComputedStyle(field).borderTopColor), around), around);
    if (ratio < 3) {
      fault("CONTRAST", field, `the field's edge has a contrast of ${ratio.toFixed(2)}`);
    }
  }

  // 1.4.10: no scrolling in two directions.
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = all("body *").filter(element => element.getBoundingClientRect().right > innerWidth + 1);
    fault("WIDTH", wide[0] ?? document.body, `reaches to ${document.documentElement.scrollWidth} of ${innerWidth} pixels`);
  }

  // 2.1.1: what scrolls on its own can be scrolled with keys.
  for (const element of all("main *").filter(element => element.scrollWidth > element.clientWidth + 1)) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowX)
        && element.tabIndex < 0 && !element.querySelector("a, button, input, select, textarea")
        && !element.matches("input, textarea, select")) {
      fault("KEYBOARD", element, "scrolls, but keys cannot reach it");
    }
  }
  for (const element of all("[tabindex]").filter(element => element.tabIndex > 0)) {
    fault("KEYBOARD", element, "has its own place in the order of focus");
  }

  // 2.5.8: buttons are large enough for a finger.
  for (const element of all("button, .button, input[type=submit], select")) {
    const box = element.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) {
      fault("SIZE", element, `is ${Math.round(box.width)} × ${Math.round(box.height)} pixels large`);
    }
  }

  // 1.3.1, 3.3.2, 4.1.2: names and descriptions.
  const named = ids => (ids ?? "").split(/\s+/).map(id => document.getElementById(id)?.textContent.trim() ?? "").join(" ").trim();
  const text = element => (element.getAttribute("aria-label") ?? "").trim() || named(element.getAttribute("aria-labelledby"));
  for (const field of all("input:not([type=hidden], [type=submit]), textarea, select")) {
    if (!text(field) && ![...field.labels].some(label => label.textContent.trim() !== "")) {
      fault("LABEL", field, "has no label");
    }
    if (field.getAttribute("aria-invalid") === "true" && !named(field.getAttribute("aria-describedby"))) {
      fault("ERROR", field, "is wrong, and its description does not say why");
    }
  }
  for (const error of all(".field-error")) {
    if (!document.querySelector(`[aria-invalid=true][aria-describedby~="${CSS.escape(error.id)}"]`)) {
      fault("ERROR", error, "describes no field that is marked as wrong");
    }
  }
  for (const element of all("a, button, summary, input[type=submit]")) {
    if (!text(element) && !(element.value ?? "").trim() && !element.textContent.trim()) {
      fault("LABEL", element, "has no name");
    }
  }
  for (const image of all("img:not([alt])")) {
    fault("LABEL", image, "has no alternative text");
  }
  for (const label of all("label[for]")) {
    if (!document.getElementById(label.htmlFor)) {
      fault("LABEL", label, `names no field: ${label.htmlFor}`);
    }
  }
  for (const box of all("table")) {
    if ([...box.querySelectorAll("th")].some(cell => !cell.scope || !cell.textContent.trim())) {
      fault("LABEL", box, "has a heading without a scope or a name");
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) {
    fault("LABEL", document.getElementById(id), `its id is not unique: ${id}`);
  }

  // 1.3.1, 2.4.2, 2.4.6, 3.1.1: the page as a whole.
  const levels = all("h1, h2, h3, h4, h5, h6");
  if (levels.filter(heading => heading.localName === "h1").length !== 1 || levels[0].localName !== "h1") {
    fault("HEADING", document.body, "does not begin with the only h1");
  }
  levels.forEach((heading, i) => {
    if (i > 0 && Number(heading.localName[1]) > Number(levels[i - 1].localName[1]) + 1) {
      fault("HEADING", heading, "skips a level");
    }
    if (!heading.textContent.trim()) {
      fault("HEADING", heading, "is empty");
    }
  });
  if (!/^.{3,} · Cluster Share$/.test(document.title)) {
    fault("PAGE", document.head, `the title is "${document.title}"`);
  }
  if (document.documentElement.lang !== navigator.language.slice(0, 2)) {
    fault("PAGE", document.documentElement, `lang is "${document.documentElement.lang}"`);
  }
  if (all("main").length !== 1 || all("header").length !== 1) {
    fault("PAGE", document.body, "has not one header and one main part");
  }
  return faults;
}
