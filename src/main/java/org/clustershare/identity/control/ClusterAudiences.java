package org.clustershare.identity.control;

import java.util.Collection;

/** Knows the clients that are clusters' own: their tokens are good there and nowhere else. */
public interface ClusterAudiences {
  /** Whether one of these clients of the installation's issuer is a cluster's own. */
  boolean haveAnyOf(Collection<String> clientIds);
}
