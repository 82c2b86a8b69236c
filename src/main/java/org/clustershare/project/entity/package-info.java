/** Rows of projects and members. */
@NullMarked
package org.clustershare.project.entity;

import org.jspecify.annotations.NullMarked;
