package org.clustershare.oidc.diagnostics;

import java.util.List;

/**
 * The result of a check of the provider.
 *
 * @param good whether people can sign in, as far as the check sees without a sign-in
 */
public record DiagnosticReport(boolean good, List<String> lines) {}
