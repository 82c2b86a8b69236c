package org.clustershare.project.api;

import java.util.List;

/**
 * The caller.
 *
 * @param id the SHA-256 of the email address, in hexadecimal digits
 * @param projects the caller's projects, also those through groups
 */
public record MeJson(
    String id, String name, String email, boolean isAdmin, List<MembershipJson> projects) {}
