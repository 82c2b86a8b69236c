/** Decisions about email addresses that another account at the provider presented. */
@NullMarked
package org.clustershare.identity.account;

import org.jspecify.annotations.NullMarked;
