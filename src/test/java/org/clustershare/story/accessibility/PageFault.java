package org.clustershare.story.accessibility;

/**
 * A rule of accessibility that a page breaks.
 *
 * @param page the page and its state
 * @param kind which rule
 * @param what the element, and what is wrong with it
 * @see <a href="https://www.w3.org/TR/WCAG22/">WCAG 2.2</a>
 */
record PageFault(String page, Kind kind, String what) {
  enum Kind {
    /** Text that is too pale, or a field without a visible edge. */
    CONTRAST,
    /** A page that scrolls sideways. */
    WIDTH,
    /** A part of the page that keys do not reach, or reach out of order. */
    KEYBOARD,
    /** A button that is too small for a finger. */
    SIZE,
    /** A field, button, image or table without a name. */
    LABEL,
    /** A wrong field that does not say what is wrong. */
    ERROR,
    /** Headings without order. */
    HEADING,
    /** A missing title, language or landmark. */
    PAGE,
    /** An English text, or the key of a text, on a German page. */
    LANGUAGE
  }
}
