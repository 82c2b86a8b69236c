package org.clustershare.identity.api;

/** The version of this installation; KKP calls it that of its API. */
public record VersionJson(String api) {}
