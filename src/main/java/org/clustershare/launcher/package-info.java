/**
 * Start of the distribution folder, before the server runs. The application uses {@link
 * org.clustershare.launcher.FolderSpace} only.
 */
@NullMarked
package org.clustershare.launcher;

import org.jspecify.annotations.NullMarked;
