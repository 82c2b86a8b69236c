package org.clustershare.trust.setup;

/**
 * Something to paste.
 *
 * @param id names it in addresses, such as {@code flags}
 * @param where it goes; the same in every language
 * @param text the text itself, filled in
 */
public record SetupSnippet(String id, String where, String text) {}
