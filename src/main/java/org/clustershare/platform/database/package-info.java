/** The data source, its migrations and small conversions for JPA. */
@NullMarked
package org.clustershare.platform.database;

import org.jspecify.annotations.NullMarked;
