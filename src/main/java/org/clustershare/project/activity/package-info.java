/** A project's activity: the part of the audit trail that its owners may read. */
@NullMarked
package org.clustershare.project.activity;

import org.jspecify.annotations.NullMarked;
