/** {@code ./mvnw -Pdemo}: the seed's story on real parts. */
@NullMarked
package org.clustershare.demo;

import org.jspecify.annotations.NullMarked;
