/** The database's schema, on every database that it runs on. */
@NullMarked
package org.clustershare.database;

import org.jspecify.annotations.NullMarked;
