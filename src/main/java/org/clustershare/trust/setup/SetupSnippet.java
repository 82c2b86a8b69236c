package org.clustershare.trust.setup;

/**
 * Set-up snippet for one Kubernetes distribution.
 *
 * @param id the identifier in URLs, such as {@code flags}
 * @param where the file or program to which it belongs; the same in every language
 * @param text the text, filled in for a cluster
 */
public record SetupSnippet(String id, String where, String text) {}
