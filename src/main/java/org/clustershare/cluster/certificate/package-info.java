/** Client certificates and signing requests (certificates.k8s.io). */
@NullMarked
package org.clustershare.cluster.certificate;

import org.jspecify.annotations.NullMarked;
