package org.clustershare.platform.config;

/** The feature gates of KKP's API, and whether each is open. */
public record FeatureGatesJson(boolean oidcKubeCfgEndpoint, boolean openIDAuthPlugin) {}
