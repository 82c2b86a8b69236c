/** Streaming of Kubernetes objects: only the fields in use are stored. */
@NullMarked
package org.clustershare.kubernetes.json;

import org.jspecify.annotations.NullMarked;
