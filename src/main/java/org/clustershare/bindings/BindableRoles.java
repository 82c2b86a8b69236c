package org.clustershare.bindings;

import java.util.Set;

/**
 * The roles that people can be bound to ({@code bindable-roles}).
 *
 * @param names their names; empty for all roles that have the label
 */
public record BindableRoles(Set<String> names) {
  boolean allows(String role) {
    return names.isEmpty() || names.contains(role);
  }
}
