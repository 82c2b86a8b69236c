/** Accounts at the provider, and the decision when an email moves to another account. */
@NullMarked
package org.clustershare.identity.account;

import org.jspecify.annotations.NullMarked;
