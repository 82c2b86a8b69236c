/** The start: reads all settings, brings the database up to date, and reports what is open. */
@NullMarked
package org.clustershare.startup;

import org.jspecify.annotations.NullMarked;
