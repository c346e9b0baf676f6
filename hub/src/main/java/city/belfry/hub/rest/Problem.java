package city.belfry.hub.rest;

import java.net.URI;

/// A failure as the caller sees it (RFC 9457), with a code that stays the same over versions and languages.
public record Problem(URI type, String title, int status, String detail, String instance, String code) {}
