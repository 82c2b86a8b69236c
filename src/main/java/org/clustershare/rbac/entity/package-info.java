/** What is kept of looking after clusters' roles. */
@NullMarked
package org.clustershare.rbac.entity;

import org.jspecify.annotations.NullMarked;
