package org.clustershare.cluster.api;

import java.util.List;

/** The clusters of a project as KKP lists them since version 2.23. */
public record ClusterListJson(List<ClusterJson> clusters) {}
