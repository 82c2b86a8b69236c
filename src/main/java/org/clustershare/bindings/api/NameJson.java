package org.clustershare.bindings.api;

/** The name of a ClusterRole or a namespace. */
public record NameJson(String name) {}
