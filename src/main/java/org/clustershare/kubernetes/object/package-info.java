/** Kubernetes objects as typed views of their JSON; fields that no type knows stay in the JSON. */
@NullMarked
package org.clustershare.kubernetes.object;

import org.jspecify.annotations.NullMarked;
