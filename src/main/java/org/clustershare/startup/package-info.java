/** Startup: reads all settings, migrates the database, and reports permissive settings. */
@NullMarked
package org.clustershare.startup;

import org.jspecify.annotations.NullMarked;
