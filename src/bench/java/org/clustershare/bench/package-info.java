/** What things cost, each beside its floor measured in the same run: {@code ./mvnw -Pbench}. */
@NullMarked
package org.clustershare.bench;

import org.jspecify.annotations.NullMarked;
