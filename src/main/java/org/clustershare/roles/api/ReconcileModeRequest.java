package org.clustershare.roles.api;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** The body of a call that sets a cluster's mode; without one the installation's mode applies. */
public record ReconcileModeRequest(
    Optional<@Pattern(regexp = "apply|report", message = "must be apply or report") String> mode) {}
