/** Beans as the server wires them: injection, transactions, JPA and migrations, in Payara Micro. */
@NullMarked
package org.clustershare.container;

import org.jspecify.annotations.NullMarked;
